"""Which system calls the child may make: a filter program for the Linux kernel.

The child computes, reads files and answers over its pipes. It needs no socket, starts
no program, writes no file and signals no other process; once everything is loaded it
opens no file either. The kernel holds it to that, so that not even a defect in DuckDB
or in a reader, used by a crafted file, gets further than the child's own memory.

A list of what is refused, unlike the lists for SQL: what is allowed differs between
versions of the C library, and a call that is refused by mistake would break the check.

Source: Linux, Documentation/userspace-api/seccomp_filter.rst; the numbers are those of
arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_JUMP_SET = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

_NUMBER_OFFSET, _ARCHITECTURE_OFFSET = 0, 4
_ARGUMENT_OFFSETS = (16, 24, 32)

_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | 1  # EPERM
_UNKNOWN = 0x00050000 | 38  # ENOSYS: the C library then takes an older call
_OTHER_INTERFACE = 0x40000000  # x32 calls on x86-64

_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000  # … CREAT TRUNC APPEND TMP
_NEW_THREAD = 0x00010000  # CLONE_THREAD


@dataclass(frozen=True, slots=True)
class Architecture:
    """A processor's numbers for the system calls that are named here.

    Attributes:
        code: of the audit interface.
        numbers: call → number; a call that the processor lacks is not there.
    """

    code: int
    numbers: dict[str, int]


def _numbers(text: str) -> dict[str, int]:
    """Returns call → number, written as `open=2 clone=56`."""
    pairs = (word.partition("=") for word in text.split())
    return {name: int(number) for name, _, number in pairs}


_X86_64 = Architecture(
    0xC000003E,
    _numbers("""
    open=2 clone=56 openat=257 openat2=437 clone3=435 socket=41 connect=42
    accept=43 sendto=44 sendmsg=46 bind=49 listen=50 socketpair=53 accept4=288
    sendmmsg=307 fork=57 vfork=58 execve=59 execveat=322 kill=62 tkill=200
    rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 pidfd_send_signal=424
    pidfd_getfd=438 pidfd_open=434 ptrace=101 process_vm_readv=310
    process_vm_writev=311 process_madvise=440 kcmp=312 perf_event_open=298
    bpf=321 io_uring_setup=425 io_uring_enter=426 io_uring_register=427
    userfaultfd=323 add_key=248 request_key=249 keyctl=250 rename=82 mkdir=83
    rmdir=84 creat=85 link=86 unlink=87 symlink=88 chmod=90 fchmod=91
    chown=92 fchown=93 lchown=94 utime=132 mknod=133 truncate=76 utimes=235
    mkdirat=258 mknodat=259 fchownat=260 futimesat=261 unlinkat=263
    renameat=264 linkat=265 symlinkat=266 fchmodat=268 utimensat=280
    renameat2=316 fchmodat2=452 setxattr=188 lsetxattr=189 fsetxattr=190
    removexattr=197 lremovexattr=198 fremovexattr=199 mount=165 umount2=166
    pivot_root=155 chroot=161 open_tree=428 move_mount=429 fsopen=430
    fsmount=432 mount_setattr=442 unshare=272 setns=308 name_to_handle_at=303
    open_by_handle_at=304 quotactl=179 setuid=105 setgid=106 setreuid=113
    setregid=114 setgroups=116 setresuid=117 setresgid=119 capset=126
    personality=135 init_module=175 delete_module=176 finit_module=313
    kexec_load=246 kexec_file_load=320 reboot=169 swapon=167 swapoff=168
    acct=163 settimeofday=164 clock_settime=227 sethostname=170
    setdomainname=171 ioperm=173 iopl=172 modify_ldt=154
    """),
)
_AARCH64 = Architecture(
    0xC00000B7,
    _numbers("""
    openat=56 clone=220 openat2=437 clone3=435 socket=198 socketpair=199
    bind=200 listen=201 accept=202 connect=203 sendto=206 sendmsg=211
    accept4=242 sendmmsg=269 execve=221 execveat=281 kill=129 tkill=130
    rt_sigqueueinfo=138 rt_tgsigqueueinfo=240 pidfd_send_signal=424
    pidfd_getfd=438 pidfd_open=434 ptrace=117 process_vm_readv=270
    process_vm_writev=271 process_madvise=440 kcmp=272 perf_event_open=241
    bpf=280 userfaultfd=282 io_uring_setup=425 io_uring_enter=426
    io_uring_register=427 add_key=217 request_key=218 keyctl=219 mknodat=33
    mkdirat=34 unlinkat=35 symlinkat=36 linkat=37 renameat=38 renameat2=276
    truncate=45 chroot=51 fchmod=52 fchmodat=53 fchmodat2=452 fchownat=54
    fchown=55 utimensat=88 setxattr=5 lsetxattr=6 fsetxattr=7 removexattr=14
    lremovexattr=15 fremovexattr=16 umount2=39 mount=40 pivot_root=41
    open_tree=428 move_mount=429 fsopen=430 fsmount=432 mount_setattr=442
    unshare=97 setns=268 name_to_handle_at=264 open_by_handle_at=265 quotactl=60
    setregid=143 setgid=144 setreuid=145 setuid=146 setresuid=147 setresgid=149
    setgroups=159 capset=91 personality=92 init_module=105 delete_module=106
    finit_module=273 kexec_load=104 kexec_file_load=294 reboot=142 swapon=224
    swapoff=225 acct=89 settimeofday=170 clock_settime=112 sethostname=161
    setdomainname=162
    """),
)
ARCHITECTURES = {
    "x86_64": _X86_64,
    "amd64": _X86_64,
    "aarch64": _AARCH64,
    "arm64": _AARCH64,
}
"""What `platform.machine()` says → the processor's numbers."""

_OPENING = {"open": 1, "openat": 2}  # call → which argument holds the flags
_OLDER_ONES_EXIST = frozenset({"clone3", "openat2"})
_CONDITIONAL = frozenset({"clone", *_OPENING})


def program(architecture: Architecture, *, may_open: bool) -> bytes:
    """Returns the filter, eight bytes an instruction.

    Args:
        architecture: what it is for; calls by another interface are refused.
        may_open: whether files may be opened for reading.
    """
    numbers = architecture.numbers
    refused = [name for name in numbers if name not in _CONDITIONAL]
    lines = [
        _line(_LOAD_WORD, _ARCHITECTURE_OFFSET),
        _line(_JUMP_EQUAL, architecture.code, yes=1),
        _line(_RETURN, _REFUSE),
        _line(_LOAD_WORD, _NUMBER_OFFSET),
        _line(_JUMP_AT_LEAST, _OTHER_INTERFACE, no=1),
        _line(_RETURN, _REFUSE),
    ]
    for name in refused:
        verdict = _UNKNOWN if name in _OLDER_ONES_EXIST else _REFUSE
        lines += _when(numbers[name], [_line(_RETURN, verdict)])
    for name, argument in _OPENING.items():
        if name in numbers:
            body = _unless_writing(argument) if may_open else [_line(_RETURN, _REFUSE)]
            lines += _when(numbers[name], body)
    lines += _when(
        numbers["clone"],
        [
            _line(_LOAD_WORD, _ARGUMENT_OFFSETS[0]),
            _line(_JUMP_SET, _NEW_THREAD, no=1),
            _line(_RETURN, _ALLOW),
            _line(_RETURN, _REFUSE),
        ],
    )
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """Returns lines that run for one call alone; the body ends by returning."""
    return [_line(_JUMP_EQUAL, number, no=len(body)), *body]


def _unless_writing(argument: int) -> list[bytes]:
    return [
        _line(_LOAD_WORD, _ARGUMENT_OFFSETS[argument]),
        _line(_JUMP_SET, _WRITING, no=1),
        _line(_RETURN, _REFUSE),
        _line(_RETURN, _ALLOW),
    ]


def _line(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
