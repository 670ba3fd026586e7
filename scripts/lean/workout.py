"""Runs in the marked module while it is watched: uses the built-in types in the many ways that Python code does, so that what the engine
may reach on an unusual day ships too. It asserts nothing; whatever raises here raises there as well.
"""

import json
import math
import re
import unicodedata

TEXTS = [
    "",
    "a",
    "Zoë",
    "普惠金融",
    "１２３",
    "\U0001d7d9é",
    "x" * 300,
    "长" * 300,
    "a,b；c",
    " 1,234.5% ",
    "−7",
    "³",
    "½",
    "\u200b\ufeff",
    "ß",
    "ǆ",
    "Σς",
]
NUMBERS = [
    0,
    1,
    -1,
    7,
    2**31,
    -(2**63),
    10**40,
    3**200,
    0.0,
    -0.0,
    0.1,
    1e-320,
    1e300,
    13.03,
    math.inf,
    -math.inf,
    math.nan,
    True,
]
PATTERNS = [
    r"(\d+)[.,]?(\d*)%?",
    r"^\s*(?P<sign>[-+−]?)(?:\d{1,3}(?:,\d{3})+|\d+)",
    r"[^\W\d_]+|[一-鿿]+?",
    r"(a|b)*c\b",
    r"(?i:straße)",
    r"(?=x)x{2,5}",
    r"(.)\1",
]


def attempt(action, *given):
    try:
        return action(*given)
    except Exception as error:  # noqa: BLE001 — how it fails is part of the workout
        return str(error), repr(error), error.args


def told(error):
    return str(error), repr(error), error.__cause__, error.__context__, error.with_traceback(None)


def texts():
    for text in TEXTS:
        for name in dir(str):
            if name.startswith("__") and name not in ("__contains__", "__mod__", "__mul__", "__format__"):
                continue
            method = getattr(text, name)
            for given in (
                (),
                ("a",),
                (2,),
                ("a", "b"),
                (("a", "1"),),
                (["x", "y"],),
                ({97: "b", 98: None},),
                ("普", 0, 3),
                (",", 1),
            ):
                attempt(method, *given)
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            attempt(unicodedata.normalize, form, text)
        for mark in text[:5]:
            for look in (unicodedata.decimal, unicodedata.digit, unicodedata.numeric):
                attempt(look, mark, None)
            for look in (
                unicodedata.category,
                unicodedata.bidirectional,
                unicodedata.east_asian_width,
                unicodedata.combining,
                ord,
            ):
                attempt(look, mark)
        for kind in (
            int,
            float,
            complex,
            bool,
            str,
            repr,
            ascii,
            list,
            tuple,
            set,
            frozenset,
            bytes,
            len,
            hash,
            sorted,
            reversed,
            iter,
        ):
            attempt(kind, text)
        for step in (1, 2, -1):
            attempt(lambda: text[1:9:step])
        for encoding in ("utf-8", "ascii", "latin-1", "utf-16"):
            data = attempt(text.encode, encoding)
            if isinstance(data, bytes):
                attempt(data.decode, encoding, "replace")
                attempt(data.hex)


def numbers():
    for one in NUMBERS:
        for kind in (int, float, str, repr, bool, hash, abs, round, complex, json.dumps, math.floor, math.ceil, math.trunc, math.isfinite, math.sqrt,
                     math.exp, math.log, math.log10, math.frexp, math.isnan, oct, hex, bin, chr, range):  # fmt: skip
            attempt(kind, one)
        for form in ("", "d", ",", ".2f", ",.2f", "e", "g", "%", "+,.1%", "010d", "x", "b", "_", ">12", "^12,.3f", "n", "c"):
            attempt(format, one, form)
        for form in ("%d", "%s", "%r", "%5.2f", "%e", "%x", "%c", "%%", "%(a)s", "%-8d", "%+d"):
            attempt(form.__mod__, one)
        attempt(round, one, 2)
        attempt(one.__reduce_ex__, 2)
        for method in ("as_integer_ratio", "is_integer", "bit_length", "to_bytes", "conjugate", "bit_count", "hex"):
            attempt(lambda: getattr(one, method)())
        for other in NUMBERS[:12]:
            for action in (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b,
                           divmod, lambda a, b: a**b if abs(b) < 50 else 0, lambda a, b: a << b if 0 <= b < 99 else 0, lambda a, b: a >> b,
                           lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a ^ b, lambda a, b: (a < b, a <= b, a == b, a != b, a > b, a >= b),
                           max, min, math.gcd, math.fmod, math.copysign, math.isclose, math.pow, math.hypot):  # fmt: skip
                attempt(action, one, other)
    for text in ["9" * 5000, "1_000", "0x1f", " 12 ", "१२", "1e5", "nan", "1.5e400", "--1", "1__0", "٣٫١٤"]:
        attempt(int, text)
        attempt(int, text, 16)
        attempt(float, text)
    math.fsum([0.1] * 50)
    attempt(sum, [0.1, 1, 2**70, True])


def containers():
    values = [*TEXTS, *(each for each in NUMBERS if each == each), None, (1, 2), ("a", (3,)), frozenset({1})]
    table = {}
    for index in range(3000):
        table[values[index % len(values)], index] = index
        table[f"k{index}"] = [index]
    for index in range(0, 3000, 3):
        del table[f"k{index}"]
    for action in (dict, list, set, len, sorted, repr, iter, lambda t: list(t.items()), lambda t: t | {1: 2}, lambda t: t.copy(), lambda t: t.popitem(),
                   lambda t: t.setdefault("n", 1), lambda t: t.pop("k1", None), lambda t: t.get("x"), lambda t: t.update({"z": 1}, y=2),
                   lambda t: t.keys() & {"k1"}, lambda t: t.keys() - {"k1"}, lambda t: t.keys() | {"q"}, lambda t: list(reversed(t)), lambda t: t == dict(t),
                   lambda t: dict.fromkeys("abc", 0), lambda t: {**t, "w": 1}, lambda t: t["missing"], lambda t: t[[]], lambda t: json.dumps({"a": [*t.values()][:9]})):  # fmt: skip
        attempt(action, table)
    for kind in (list, tuple, set, frozenset, iter, dict.fromkeys):
        made = kind(range(40))
        for name in dir(made):
            method = getattr(made, name)
            for given in ((), (3,), ([3, 99],), (0, 5), (range(3),)):
                if name not in ("__class__", "__init_subclass__", "__reduce_ex__", "__dir__", "__delattr__", "__setattr__"):
                    attempt(method, *given)
    mixed = sorted((str(each) for each in range(2000)), key=lambda each: (len(each), each[::-1]), reverse=True)
    attempt(sorted, [(2, "b"), (1, "a"), (2, "a")])
    attempt(sorted, [3, 1.5, -2, 10**30])
    attempt(sorted, [1, "a"])
    attempt(mixed.sort)
    attempt(lambda: [*zip(mixed, range(9), strict=True)])
    attempt(lambda: [*map(str, range(9)), *filter(None, [0, 1]), *enumerate("ab", 1)])
    attempt(lambda: (any([0, 1]), all([1, 0]), sum([[1], [2]], []), max("ab", key=ord), min([], default=0)))
    attempt(lambda: {each: other for each, *other in ["abc", "de"]})


def patterns():
    for pattern in PATTERNS:
        found = attempt(re.compile, pattern)
        for text in TEXTS:
            for name in ("match", "search", "fullmatch", "findall", "finditer", "split"):
                result = attempt(getattr(found, name), text)
                if isinstance(result, re.Match):
                    attempt(result.group, 0)
                    attempt(result.groups)
                    attempt(result.groupdict)
                    attempt(result.span, 1)
                    attempt(result.expand, r"\1")
                elif result is not None:
                    attempt(list, result)
            attempt(found.sub, r"<\g<0>>", text)
            attempt(found.sub, lambda match: match[0][::-1], text, 2)


def trees():
    for text in [
        '{"a":[1,2.5,-3e9,true,false,null,"\\u666e\\n\\"é"],"b":{"c":[]}}',
        "[1,2",
        '{"a" 1}',
        '"\\ud83d\\ude00"',
        "nope",
        "NaN",
        "[" * 90 + "]" * 90,
        '{"a":1,"a":2}',
        " [ ] ",
        "1" * 30,
        '"\\x"',
        "[1,]",
        '{"a":1,}',
    ]:
        value = attempt(json.loads, text)
        attempt(json.dumps, value)
        attempt(lambda: json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ":")))
    attempt(json.dumps, {1: {2: (3, None, True, 1.5)}})
    attempt(json.dumps, {(1,): 2})
    attempt(json.dumps, object())
    attempt(json.loads, b'{"a": 1}')


def control():
    class Base:
        kept = property(lambda self: 1)

        def __init__(self, *given, **named):
            self.given, self.named = given, named

        @classmethod
        def make(cls, *given):
            return cls(*given, a=1)

        @staticmethod
        def plain(one, /, two=2, *, three=3):
            return one, two, three

        def __eq__(self, other):
            return NotImplemented

        def __getattr__(self, name):
            raise AttributeError(name)

    class Slotted(Base):
        __slots__ = ("one",)

    def numbers(stop):
        try:
            received = yield from range(stop)
            yield received
        finally:
            del stop

    for kind in (Base, Slotted):
        made = attempt(kind.make, 1, 2)
        for action in (repr, str, hash, dir, vars, len, iter, list, lambda each: each.missing, lambda each: each.kept, lambda each: each + 1, lambda each: each == each,
                       lambda each: each < each, lambda each: setattr(each, "kept", 1), lambda each: isinstance(each, (int, Base)), lambda each: each()):  # fmt: skip
            attempt(action, made)
    attempt(Base.plain)
    attempt(Base.plain, 1, 2, 3)
    attempt(lambda: Base.plain(1, three=4, **{"two": 1}))
    attempt(lambda: Base.plain(one=1))
    attempt(lambda: list(numbers(3)))
    generator = numbers(2)
    next(generator)
    attempt(generator.throw, ValueError("x"))
    attempt(generator.close)
    for error in (
        ValueError("a", 1),
        KeyError("k"),
        OverflowError(),
        RecursionError(),
        MemoryError(),
        StopIteration(3),
        UnicodeDecodeError("a", b"b", 0, 1, "c"),
    ):
        try:
            try:
                raise error
            except (TypeError, KeyError) as inner:
                raise LookupError("outer") from inner
            finally:
                pass
        except Exception as caught:  # noqa: BLE001
            attempt(told, caught)
    attempt(lambda: [_ for _ in (each for each in range(9)) if _ % 2])
    attempt(lambda: (lambda *a, **k: (a, k))(*[1], **{"b": 2}))
    attempt(exec, "match [1, {'a': 2}]:\n case [int(x), {'a': y, **rest}] if x: z = 1\n case _: z = 2\n")
    attempt(exec, "def f(:")
    attempt(exec, "import nowhere")
    attempt(exec, "undefined")
    attempt(deeper, 0)


def deeper(depth):
    return deeper(depth + 1) if depth < 400 else depth


for _ in range(2):
    texts()
    numbers()
    containers()
    patterns()
    trees()
    control()
    __import__("gc").collect()
grown = [bytearray(2**18) for _ in range(48)]
grown = ["长" * 2**16 for _ in range(32)]
del grown
