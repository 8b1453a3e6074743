"""Words of columns whose values a join may or may not take more than once."""

from __future__ import annotations

from verifier.checks.words.lexicon import phrases

OF_A_WHOLE = phrases(
    "amount, total, totals, revenue, revenues, sales, gross, net, value, paid, sum, "
    "budget, balance, income, turnover, spend, invoice, invoiced, billed, payroll, "
    "salary, salaries, headcount, population, employees, seats, capacity, stock, "
    "inventory, limit, quantity, qty, grant, donation, loan, debt, "
    "сумма, оплата, оплате, оплачено, выручка, оборот, бюджет, доход, оклад, зарплата, "
    "численность, остаток, долг, итого, количество, баланс, площадь, вместимость, "
    "лимит, кредит, грант, пожертвование"
)
"""Words of a measure that a thing has once: what an order comes to."""

OF_EACH_TIME = phrases(
    "price, rate, fee, tariff, fare, cost, unit, per, km, miles, distance, minutes, "
    "hours, duration, weight, points, calories, deposit, premium, charge, "
    "цена, тариф, ставка, стоимость, взнос, вес, расстояние, длительность, баллы, "
    "калории, минуты, часы, плата, надбавка, пробег, км, норма"
)
"""Words of a measure that counts each time a thing is taken: the fee of a visit."""

UPON = phrases("on, for, in, against, from, by, по, у, в, во, на, из, с")
"""Words right before a share of things by which something happens to them."""

LATIN = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdezijklmnoprstufhye", strict=True)),
        "ё": "e",
        "ж": "zh",
        "ц": "c",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)
"""Russian letters as files are named with Latin ones: `заказы`, `zakazy.csv`."""
