"""Rules over the report, its claims and its data: one file each, found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.checks.rule import Place, Rule, Subject
from verifier.registry import modules_of

if TYPE_CHECKING:
    from types import ModuleType

    from verifier.model.verdict import Finding

FAMILIES = ("data", "claims", "prose")

__all__ = ["FAMILIES", "Place", "Rule", "Subject", "check_all", "rule_modules"]


def rule_modules() -> tuple[ModuleType, ...]:
    """Returns every module that holds a rule, by code."""
    found = [m for family in FAMILIES for m in modules_of(f"{__name__}.{family}")]
    return tuple(sorted(found, key=lambda module: module.RULE.code))


def check_all(subject: Subject) -> tuple[Finding, ...]:
    """Returns the findings of every rule, by place in the report, then by code."""
    found = [finding for module in rule_modules() for finding in module.check(subject)]
    return tuple(sorted(found, key=lambda f: (f.line, f.column, f.code, f.message)))
