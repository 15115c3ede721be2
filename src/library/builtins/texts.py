# Methods of strings.


def str_center(self, width, fillchar=" ", /):
    missing = _missing(self, width, fillchar)
    # The odd one is to the left where the width is odd.
    left = missing // 2 + (missing & width & 1)
    return fillchar * left + self + fillchar * (missing - left)


def str_ljust(self, width, fillchar=" ", /):
    return self + fillchar * _missing(self, width, fillchar)


def str_rjust(self, width, fillchar=" ", /):
    return fillchar * _missing(self, width, fillchar) + self


def str_zfill(self, width, /):
    missing = _missing(self, width, "0")
    sign = self[:1] if self.startswith(("+", "-")) else ""
    return sign + "0" * missing + self[len(sign) :]


def _missing(text, width, fill):
    width = _index(width)
    if not isinstance(fill, str):
        raise TypeError(f"The fill character must be a unicode character, not {type(fill).__name__}")
    if len(fill) != 1:
        raise TypeError("The fill character must be exactly one character long")
    return max(width - len(text), 0)


def str_count(self, sub, start=0, end=None, /):
    if sub == "":
        return len(self[start:end]) + 1 if str_find(self, sub, start, end) >= 0 else 0
    return len(self[start:end].split(_string(sub))) - 1


def str_find(self, sub, start=0, end=None, /):
    part = self[start:end]
    first = _first(self, start)
    if _string(sub) == "":
        return first if first <= len(self) and (part or end is None or _first(self, end) >= first) else -1
    pieces = part.split(sub, 1)
    return first + len(pieces[0]) if len(pieces) == 2 else -1


def str_rfind(self, sub, start=0, end=None, /):
    part = self[start:end]
    first = _first(self, start)
    if _string(sub) == "":
        return first + len(part) if str_find(self, sub, start, end) >= 0 else -1
    pieces = part[::-1].split(sub[::-1], 1)
    return first + len(part) - len(pieces[0]) - len(sub) if len(pieces) == 2 else -1


def str_index(self, sub, start=0, end=None, /):
    return _found(str_find(self, sub, start, end))


def str_rindex(self, sub, start=0, end=None, /):
    return _found(str_rfind(self, sub, start, end))


def _found(at):
    if at < 0:
        raise ValueError("substring not found")
    return at


def _first(text, start):
    if start is None:
        return 0
    return start if start >= 0 else max(start + len(text), 0)


def _string(value):
    if not isinstance(value, str):
        raise TypeError(f"must be str, not {type(value).__name__}")
    return value


def str_expandtabs(self, /, tabsize=8):
    result = []
    column = 0
    for letter in self:
        if letter == "\t":
            letter = " " * (tabsize - column % tabsize) if tabsize > 0 else ""
            column += len(letter)
        else:
            column = 0 if letter in "\n\r" else column + 1
        result.append(letter)
    return "".join(result)


# Which characters are letters and digits is known for ASCII, and else goes by case and by range.


def str_isalnum(self, /):
    return self != "" and all([_is_alpha(letter) or letter in "0123456789" for letter in self])


def str_isalpha(self, /):
    return self != "" and all([_is_alpha(letter) for letter in self])


def _is_alpha(letter):
    return letter.lower() != letter.upper() or letter in "ªº" or "\u01bb" <= letter and not "\u2000" <= letter < "\u2c00"


def str_isascii(self, /):
    return all([letter < "\x80" for letter in self])


def str_isdecimal(self, /):
    return self != "" and all([letter in "0123456789" for letter in self])


def str_isdigit(self, /):
    return self != "" and all([letter in "0123456789²³¹" for letter in self])


def str_isnumeric(self, /):
    return self != "" and all([letter in "0123456789²³¹¼½¾" for letter in self])


def str_isidentifier(self, /):
    return self.replace("_", "a").isalnum() and self[0] not in "0123456789"


def str_islower(self, /):
    return self == self.lower() != self.upper()


def str_isupper(self, /):
    return self == self.upper() != self.lower()


def str_isprintable(self, /):
    return all([" " <= letter < "\x7f" or letter > "\xa0" and letter != "\xad" for letter in self])


def str_isspace(self, /):
    return self != "" and self.strip() == ""


def str_istitle(self, /):
    return self == self.title() and self.lower() != self.upper()


def str_maketrans(x, y=None, z=""):
    if y is None:
        return {ord(key) if isinstance(key, str) else key: value for key, value in x.items()}
    if len(x) != len(y):
        raise ValueError("the first two maketrans arguments must have equal length")
    table = {ord(old): ord(new) for old, new in zip(x, y)}
    table.update({ord(gone): None for gone in z})
    return table


def str_translate(self, table, /):
    result = []
    for letter in self:
        try:
            letter = table[ord(letter)]
        except LookupError:
            pass
        result.append("" if letter is None else chr(letter) if isinstance(letter, int) else letter)
    return "".join(result)


def str_partition(self, sep, /):
    if _string(sep) == "":
        raise ValueError("empty separator")
    pieces = self.split(sep, 1)
    return (pieces[0], sep, pieces[1]) if len(pieces) == 2 else (self, "", "")


def str_rpartition(self, sep, /):
    if _string(sep) == "":
        raise ValueError("empty separator")
    at = str_rfind(self, sep)
    return (self[:at], sep, self[at + len(sep) :]) if at >= 0 else ("", "", self)


def str_removeprefix(self, prefix, /):
    return self[len(prefix) :] if self.startswith(prefix) else self


def str_removesuffix(self, suffix, /):
    return self[: len(self) - len(suffix)] if self.endswith(suffix) else self


def str_rsplit(self, /, sep=None, maxsplit=-1):
    pieces = self[::-1].split(sep if sep is None else _string(sep)[::-1], maxsplit)
    return [piece[::-1] for piece in reversed(pieces)]


def str_splitlines(self, /, keepends=False):
    lines = []
    line = ""
    before = ""
    for letter in self:
        if before == "\r" and letter == "\n":
            if keepends:
                lines[-1] += letter
        elif letter in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
            lines.append(line + letter if keepends else line)
            line = ""
        else:
            line += letter
        before = letter
    if line:
        lines.append(line)
    return lines
