"""What a SELECT may be made of: closed lists, as plain words.

Everything that is not listed is refused. This module imports nothing, so that the
engine's side can read `ALLOWED_FUNCTIONS` without paying for a parser.

Source: duckdb.org/docs/sql/functions; each name was run, see tests/unit/query.
"""

from __future__ import annotations

STRUCTURE = frozenset({
    "Select", "Union", "Except", "Intersect", "Subquery", "With", "CTE", "From",
    "Table", "TableAlias", "Join", "Where", "Group", "GroupingSets", "Rollup", "Cube",
    "Having", "Qualify", "Order", "Ordered", "Limit", "Offset", "Distinct", "Window",
    "WindowSpec", "WithinGroup", "Filter", "Alias", "Column", "Identifier", "Star",
    "Literal", "Boolean", "Null", "Tuple", "Paren", "Var", "Interval", "DataType",
    "DataTypeParam",
})  # fmt: skip
"""Parts of a statement, by the class of the parser's node."""

OPERATORS = frozenset({
    "And", "Or", "Not", "EQ", "NEQ", "GT", "GTE", "LT", "LTE", "NullSafeEQ",
    "NullSafeNEQ", "Is", "In", "Between", "Like", "ILike", "Escape", "SimilarTo",
    "Glob", "Exists", "Add", "Sub", "Mul", "Div", "IntDiv", "Mod", "Pow", "Neg",
    "DPipe", "Case", "If", "Cast", "TryCast", "Try", "IgnoreNulls",
})  # fmt: skip
"""Operators and conditional expressions, by the class of the parser's node."""

AGGREGATES = frozenset({
    "Count", "CountIf", "Sum", "Avg", "Min", "Max", "Median", "Mode", "Stddev",
    "StddevSamp", "StddevPop", "Variance", "VariancePop", "Corr", "CovarSamp",
    "CovarPop", "RegrSlope", "RegrIntercept", "RegrR2", "RegrCount", "RegrAvgx",
    "RegrAvgy", "RegrSxx", "RegrSyy", "RegrSxy", "PercentileCont", "PercentileDisc",
    "Quantile", "Skewness", "Kurtosis", "LogicalAnd", "LogicalOr", "ArgMax", "ArgMin",
    "First", "Last", "AnyValue", "GroupConcat", "ArrayAgg",
})  # fmt: skip
"""Aggregates that the parser knows, by the class of its node."""

WINDOW_FUNCTIONS = frozenset({
    "RowNumber", "Rank", "DenseRank", "PercentRank", "CumeDist", "Ntile", "Lag",
    "Lead", "FirstValue", "LastValue", "NthValue",
})  # fmt: skip
"""Functions that stand only before OVER (…)."""

SCALARS = frozenset({
    "Abs", "Ceil", "Floor", "Round", "Trunc", "Sign", "Sqrt", "Cbrt", "Exp", "Ln",
    "Log", "Greatest", "Least", "Coalesce", "Nullif", "IsNan", "IsInf", "Upper",
    "Lower", "Trim", "Length", "Substring", "Left", "Right", "Replace", "Concat",
    "ConcatWs", "StrPosition", "Contains", "StartsWith", "EndsWith", "SplitPart",
    "RegexpLike", "RegexpFullMatch", "RegexpReplace", "RegexpExtract", "Year",
    "Quarter", "Month", "Day", "DayOfMonth", "Week", "WeekOfYear", "DayOfWeek",
    "DayOfWeekIso", "DayOfYear", "Hour", "Minute", "Second", "Extract",
    "TimestampTrunc", "DateTrunc", "DateDiff", "DateAdd", "DateSub", "LastDay",
    "DateFromParts", "TimeToStr", "StrToTime", "Monthname", "Dayname", "TimeToUnix",
    "ToDays", "Date", "Format", "Grouping",
})  # fmt: skip
"""Scalar functions that the parser knows, by the class of its node."""

NAMED_AGGREGATES = frozenset({
    "mean", "fsum", "kahan_sum", "sumkahan", "favg", "product", "geomean",
    "geometric_mean", "kurtosis_pop", "entropy", "mad", "sem",
})  # fmt: skip
"""Aggregates that the parser knows by name only."""

NAMED_SCALARS = frozenset({
    "round_even", "roundbankers", "isfinite", "suffix", "prefix", "weekday", "isoyear",
    "yearweek", "date_part", "datepart", "date_sub", "datesub", "try_strptime",
    "to_months", "to_years", "to_weeks", "printf", "number",
})  # fmt: skip
"""Scalar functions that the parser knows by name only; `number` is the product's."""

NODES = STRUCTURE | OPERATORS | AGGREGATES | WINDOW_FUNCTIONS | SCALARS
NAMES = NAMED_AGGREGATES | NAMED_SCALARS

ARGUMENTS: dict[str, frozenset[str]] = {
    "Select": frozenset({
        "with_", "distinct", "expressions", "from_", "joins", "where", "group",
        "having", "qualify", "windows", "order", "limit", "offset",
    }),
    "Union": frozenset({
        "with_", "this", "expression", "distinct", "order", "limit", "offset",
    }),
    "Subquery": frozenset({"this", "alias"}),
    "With": frozenset({"expressions"}),
    "CTE": frozenset({"this", "alias", "materialized"}),
    "Table": frozenset({"this", "alias"}),
    "TableAlias": frozenset({"this", "columns"}),
    "Join": frozenset({"this", "on", "using", "side", "kind"}),
    "Column": frozenset({"this", "table"}),
    "Star": frozenset({"except_"}),
    "Limit": frozenset({"expression"}),
    "Offset": frozenset({"expression"}),
    "Group": frozenset({
        "expressions", "all", "grouping_sets", "rollup", "cube",
    }),
    "Distinct": frozenset({"expressions", "on"}),
    "Window": frozenset({
        "this", "partition_by", "order", "spec", "alias", "over",
    }),
    "Max": frozenset({"this"}),
    "Min": frozenset({"this"}),
    "ArgMax": frozenset({"this", "expression"}),
    "ArgMin": frozenset({"this", "expression"}),
}  # fmt: skip
"""Node class → parts that it may have; a class that is not here may have any."""
ARGUMENTS["Except"] = ARGUMENTS["Intersect"] = ARGUMENTS["Union"]

TYPES = frozenset({
    "TINYINT", "SMALLINT", "INT", "BIGINT", "INT128", "UTINYINT", "USMALLINT", "UINT",
    "UBIGINT", "DECIMAL", "FLOAT", "DOUBLE", "VARCHAR", "TEXT", "CHAR", "BOOLEAN",
    "DATE", "TIME", "TIMESTAMP", "TIMESTAMPNTZ", "DATETIME",
})  # fmt: skip
"""Types to which a value may be cast, in the parser's words."""

SESSION_NAMES = frozenset({
    "rowid", "user", "current_user", "session_user", "current_role", "current_date",
    "current_time", "current_timestamp", "current_schema", "current_catalog",
    "current_database", "localtime", "localtimestamp", "today", "now", "all",
})  # fmt: skip
"""Bare words that the engine may read as the clock, the session or the row's place."""

OWN_FUNCTIONS = frozenset({"number"})
"""The product's own functions: people write them, no compiled SQL holds them."""

ALLOWED_FUNCTIONS = frozenset({
    # operators, as the engine's own syntax tree calls them
    "+", "-", "*", "/", "//", "%", "**", "^", "||", "~~", "!~~", "~~*", "!~~*", "~~~",
    "like_escape", "ilike_escape", "regexp_full_match",
    # aggregates
    "count", "count_star", "count_if", "sum", "avg", "min", "max", "median", "mode",
    "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "corr",
    "covar_samp", "covar_pop", "regr_slope", "regr_intercept", "regr_r2", "regr_count",
    "regr_avgx", "regr_avgy", "regr_sxx", "regr_syy", "regr_sxy", "quantile_cont",
    "quantile_disc", "quantile", "skewness", "kurtosis", "kurtosis_pop", "bool_and",
    "bool_or", "arg_max", "arg_min", "mean", "fsum", "kahan_sum", "sumkahan", "favg",
    "product", "geomean", "geometric_mean", "entropy", "mad", "sem",
    # windows
    "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag",
    "lead", "first_value", "last_value", "nth_value",
    # numbers
    "abs", "ceil", "floor", "round", "round_even", "roundbankers", "trunc", "sign",
    "sqrt", "cbrt", "exp", "ln", "log", "pow", "power", "greatest", "least", "nullif",
    "isnan", "isinf", "isfinite",
    # text
    "upper", "lower", "trim", "ltrim", "rtrim", "length", "substring", "left",
    "right", "replace", "concat", "concat_ws", "strpos", "contains", "starts_with",
    "ends_with", "suffix", "prefix", "split_part", "regexp_matches", "regexp_replace",
    "regexp_extract", "format", "printf",
    # dates
    "year", "quarter", "month", "day", "dayofmonth", "week", "weekofyear", "weekday",
    "dayofweek", "isodow", "dayofyear", "isoyear", "yearweek", "hour", "minute",
    "second", "date_part", "datepart", "date_trunc", "date_diff", "date_sub",
    "datesub", "last_day", "make_date", "strftime", "strptime", "try_strptime",
    "monthname", "dayname", "epoch", "to_days",
    "to_seconds", "to_minutes", "to_hours", "to_weeks", "to_months", "to_years",
    # what picks rows by their order; the result is held against that of other orders
    "first", "last", "any_value", "arbitrary", "listagg", "array_agg",
    # other names of the above, as people write them
    "argmax", "argmin", "max_by", "min_by", "ceiling", "char_length",
    "character_length", "len", "countif", "date_add", "datediff", "datetrunc",
    "string_agg", "group_concat", "list", "instr", "position", "lcase", "ucase",
    "log2", "log10", "mod", "substr", "if",
    "row",  # of values, where it is compared or counted
})  # fmt: skip
"""Names of functions that SQL may call, as it is run and as people write it, in the
engine's words. Each is let pass by both gates; the engine's other functions by none."""
