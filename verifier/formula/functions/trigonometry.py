"""Angles: trigonometric and hyperbolic functions, and what inverts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.formula.dialect.real import of
from verifier.formula.function import cell_function
from verifier.formula.numeric import numbers_of

if TYPE_CHECKING:
    from verifier.formula.draft import Draft
    from verifier.formula.values import Cell

Cells = tuple["Cell | None", ...]
_LARGEST_ANGLE = 2**27  # Excel gives no value beyond it
_PI = of("pi")


@cell_function("ATAN2", least=2)
def angle_of_point(draft: Draft, cells: Cells) -> Cell:
    """Returns the angle of a point, x first; `#DIV/0!` for the origin.

    Source: ECMA-376 part 1, 18.17.7.11.

    Example:
        =ATAN2(-C2,-1) is -2.35619449019235
    """
    given = numbers_of(draft, cells, 2)
    x, y = given.values
    given = given.failing((x * x + y * y).equals(0), code="#DIV/0!")
    x, y = given.values
    return given.gives(of("atan2", y, x))


@cell_function("SIN", least=1)
def sine(draft: Draft, cells: Cells) -> Cell:
    """Returns the sine of an angle in radians.

    Source: ECMA-376 part 1, 18.17.7.302.

    Example:
        =SIN(-0.5) is -0.479425538604203
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(of("sin", x))


@cell_function("COS", least=1)
def cosine(draft: Draft, cells: Cells) -> Cell:
    """Returns the cosine of an angle in radians.

    Source: ECMA-376 part 1, 18.17.7.50.

    Example:
        =COS(0) is 1
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(of("cos", x))


@cell_function("TAN", least=1)
def tangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the tangent of an angle in radians.

    Source: ECMA-376 part 1, 18.17.7.329.

    Example:
        =TAN(-0.5) is -0.546302489843791
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(of("tan", x))


@cell_function("COT", least=1)
def cotangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the cotangent of an angle; `#DIV/0!` of 0.

    Source: Excel, COT.

    Example:
        =COT(-0.5) is -1.83048772171245
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x.equals(0), code="#DIV/0!")
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(1 / of("tan", x))


@cell_function("SEC", least=1)
def secant(draft: Draft, cells: Cells) -> Cell:
    """Returns the secant of an angle.

    Source: Excel, SEC.

    Example:
        =SEC(0) is 1
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(1 / of("cos", x))


@cell_function("CSC", least=1)
def cosecant(draft: Draft, cells: Cells) -> Cell:
    """Returns the cosecant of an angle; `#DIV/0!` of 0.

    Source: Excel, CSC.

    Example:
        =CSC(-0.5) is -2.08582964293349
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x.equals(0), code="#DIV/0!")
    (x,) = given.values
    given = given.failing(x * x >= _LARGEST_ANGLE**2)
    (x,) = given.values
    return given.gives(1 / of("sin", x))


@cell_function("ASIN", least=1)
def arc_sine(draft: Draft, cells: Cells) -> Cell:
    """Returns the angle with a sine; `#NUM!` beyond 1.

    Source: ECMA-376 part 1, 18.17.7.7.

    Example:
        =ASIN(-0.5) is -0.523598775598299
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x > 1)
    (x,) = given.values
    return given.gives(of("asin", x))


@cell_function("ACOS", least=1)
def arc_cosine(draft: Draft, cells: Cells) -> Cell:
    """Returns the angle with a cosine; `#NUM!` beyond 1.

    Source: ECMA-376 part 1, 18.17.7.3.

    Example:
        =ACOS(-0.5) is 2.0943951023932
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x > 1)
    (x,) = given.values
    return given.gives(of("acos", x))


@cell_function("ATAN", least=1)
def arc_tangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the angle with a tangent.

    Source: ECMA-376 part 1, 18.17.7.10.

    Example:
        =ATAN(-0.5) is -0.463647609000806
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(of("atan", x))


@cell_function("ACOT", least=1)
def arc_cotangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the angle with a cotangent, from 0 to pi.

    Source: Excel, ACOT.

    Example:
        =ACOT(-0.5) is 2.0344439357957
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(_PI / 2 - of("atan", x))


@cell_function("SINH", least=1)
def hyperbolic_sine(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic sine.

    Source: ECMA-376 part 1, 18.17.7.303.

    Example:
        =SINH(-0.5) is -0.521095305493747
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(of("sinh", x))


@cell_function("COSH", least=1)
def hyperbolic_cosine(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic cosine.

    Source: ECMA-376 part 1, 18.17.7.51.

    Example:
        =COSH(0) is 1
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(of("cosh", x))


@cell_function("TANH", least=1)
def hyperbolic_tangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic tangent.

    Source: ECMA-376 part 1, 18.17.7.330.

    Example:
        =TANH(-0.5) is -0.46211715726001
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(of("tanh", x))


@cell_function("COTH", least=1)
def hyperbolic_cotangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic cotangent; `#DIV/0!` of 0.

    Source: Excel, COTH.

    Example:
        =COTH(-0.5) is -2.16395341373865
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x.equals(0), code="#DIV/0!")
    (x,) = given.values
    return given.gives(1 / of("tanh", x))


@cell_function("SECH", least=1)
def hyperbolic_secant(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic secant.

    Source: Excel, SECH.

    Example:
        =SECH(0) is 1
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(1 / of("cosh", x))


@cell_function("CSCH", least=1)
def hyperbolic_cosecant(draft: Draft, cells: Cells) -> Cell:
    """Returns the hyperbolic cosecant; `#DIV/0!` of 0.

    Source: Excel, CSCH.

    Example:
        =CSCH(-0.5) is -1.91903475133494
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x.equals(0), code="#DIV/0!")
    (x,) = given.values
    return given.gives(1 / of("sinh", x))


@cell_function("ASINH", least=1)
def area_sine(draft: Draft, cells: Cells) -> Cell:
    """Returns the number with a hyperbolic sine.

    Source: ECMA-376 part 1, 18.17.7.8.

    Example:
        =ASINH(-0.5) is -0.481211825059603
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(of("asinh", x))


@cell_function("ACOSH", least=1)
def area_cosine(draft: Draft, cells: Cells) -> Cell:
    """Returns the number with a hyperbolic cosine; `#NUM!` below 1.

    Source: ECMA-376 part 1, 18.17.7.4.

    Example:
        =ACOSH(1.5) is 0.962423650119207
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x < 1)
    (x,) = given.values
    return given.gives(of("acosh", x))


@cell_function("ATANH", least=1)
def area_tangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the number with a hyperbolic tangent; `#NUM!` from 1 on.

    Source: ECMA-376 part 1, 18.17.7.12.

    Example:
        =ATANH(-0.5) is -0.549306144334055
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x >= 1)
    (x,) = given.values
    return given.gives(of("atanh", x))


@cell_function("ACOTH", least=1)
def area_cotangent(draft: Draft, cells: Cells) -> Cell:
    """Returns the number with a hyperbolic cotangent; `#NUM!` up to 1.

    Source: Excel, ACOTH.

    Example:
        =ACOTH(1.5) is 0.80471895621705
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    given = given.failing(x * x <= 1)
    (x,) = given.values
    return given.gives(of("atanh", 1 / x))


@cell_function("RADIANS", least=1)
def radians(draft: Draft, cells: Cells) -> Cell:
    """Returns an angle of degrees in radians.

    Source: ECMA-376 part 1, 18.17.7.272.

    Example:
        =RADIANS(-0.5) is -0.00872664625997165
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(x * _PI / 180)


@cell_function("DEGREES", least=1)
def degrees(draft: Draft, cells: Cells) -> Cell:
    """Returns an angle of radians in degrees.

    Source: ECMA-376 part 1, 18.17.7.81.

    Example:
        =DEGREES(-0.5) is -28.6478897565412
    """
    given = numbers_of(draft, cells, 1)
    (x,) = given.values
    return given.gives(x * 180 / _PI)
