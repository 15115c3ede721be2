# Upper and lower case.


def str_capitalize(self, /):
    first = self[:1].upper()
    return first[:1] + first[1:].lower() + self[1:].lower()


def str_casefold(self, /):
    return self.lower().replace("ß", "ss")


def str_swapcase(self, /):
    return "".join([letter.upper() if letter == letter.lower() else letter.lower() for letter in self])


def str_title(self, /):
    result = []
    inside = False
    for letter in self:
        lower, upper = letter.lower(), letter.upper()
        result.append(lower if inside else upper[:1] + upper[1:].lower())
        inside = lower != upper
    return "".join(result)


# The cases of characters beyond ASCII. A table has runs of characters that differ from their counterparts by one
# number. For each run, as the numbers of characters: how far its first character is from the end of the run before; twice
# the number of steps to its last, and 1 more where a step is two characters; twice the difference, and 1 less
# where the counterpart comes first.
_LOWER = (
    "\xc0,@\x02\x0c@\"/\x02\x04\x05\x02\x03\x0f\x02\x03-\x02\x02\x00\xf1\x01\x05\x02\x04\x00\u01a4\x01\x03\x02\x02"
    "\x00\u019c\x01\x00\x02\x02\x02\u019a\x01\x00\x02\x03\x00\x9e\x01\x00\u0194\x01\x00\u0196\x01\x00\x02\x02\x00"
    "\u019a\x01\x00\u019e\x02\x00\u01a6\x01\x00\u01a2\x01\x00\x02\x04\x00\u01a6\x01\x00\u01aa\x02\x00\u01ac\x01\x05"
    "\x02\x02\x00\u01b4\x01\x00\x02\x02\x00\u01b4\x03\x00\x02\x02\x00\u01b4\x01\x00\x02\x02\x02\u01b2\x01\x03\x02"
    "\x02\x00\u01b6\x01\x00\x02\x04\x00\x02\x08\x00\x04\x01\x00\x02\x02\x00\x04\x01\x00\x02\x02\x00\x04\x01\x11\x02"
    "\x03\x11\x02\x03\x00\x04\x01\x03\x02\x02\x00\xc1\x01\x00o\x01'\x02\x02\x00\u0103\x02\x11\x02\x08\x00\u5456\x01"
    "\x00\x02\x02\x00\u0145\x01\x00\u5450\x03\x00\x02\x02\x00\u0185\x01\x00\x8a\x01\x00\x8e\x01\x09\x02\u0122\x03"
    "\x02\x04\x00\x02\x09\x00\xe8\x07\x00L\x02\x04J\x02\x00\x80\x02\x02~\x02 @\x02\x10@$\x00\x10\x09\x17\x02\x06"
    "\x00w\x03\x00\x02\x02\x00\x0d\x01\x00\x02\x03\x04\u0103\x01\x1e\xa0\x01>@1!\x02\x0a5\x02\x02\x00\x1e\x01\x0d"
    "\x02\x03_\x02\x03J`\u0b4aJ\u38c0\x02\x00\u38c0\x06\x00\u38c0\u02d3\x9e\U00012fa0\x01\x0a\x10\u0894\x00\x02\x07"
    "T\u177f\x03\x04\u177f\u0141\x95\x02\x0a\x00\u3b7d\x02_\x02\x0a\x0e\x0f\x09\x0a\x0f\x0b\x0e\x0f\x09\x0e\x0f\x09"
    "\x0a\x0f\x0c\x07\x0f\x09\x0e\x0f\x19\x0e\x0f\x09\x0e\x0f\x09\x0e\x0f\x09\x02\x0f\x01\x02\x93\x01\x00\x11\x0c"
    "\x06\xab\x01\x00\x11\x0c\x02\x0f\x01\x02\xc7\x0d\x02\x0f\x01\x02\xdf\x01\x00\x0d\x0c\x02\xff\x01\x02\xfb\x01"
    "\x00\x11\u012a\x00\u3ab9\x04\x00\u417d\x01\x00\u408b\x07\x008.\x1e \x14\x00\x02\u033324\u0731^`1\x00\x02\x02"
    "\x00\u53ed\x01\x00\u1dcb\x01\x00\u53cd\x03\x05\x02\x02\x00\u5437\x01\x00\u53f9\x01\x00\u543d\x01\x00\u543b\x02"
    "\x00\x02\x03\x00\x02\x09\x02\u547d\x01c\x02\x09\x03\x02\x05\x00\x02\u794e-\x02\x14\x1b\x02\x88\x0d\x02\x04="
    "\x02\x0b\x03\x02\x02\x00\U00011407\x01\x09\x02\x05\x00\x02\x02\x00\U00014a4f\x03\x03\x02\x04\x13\x02\x02\x00"
    "\U00014a87\x01\x00\U00014a9d\x01\x00\U00014a95\x01\x00\U00014a81\x01\x00\U00014a87\x02\x00\U00014a23\x01\x00"
    "\U00014a53\x01\x00\U00014a29\x01\x00\u0740\x01\x0f\x02\x02\x00_\x01\x00\U00014a85\x01\x00\U0001146f\x01\x03"
    "\x02\x02\x00\U00014acd\x01\x0f\x02\x02\x00\U00014c81\x19\x00\x02\u572c2@\u04c6NP\x89FP\x9d\x14N\x02\x1cN\x02"
    "\x0cN\x02\x02N\u06ebd\x80\x9e*@\u0b3b>@\u5581>@A06\u7a48BD"
)

_UPPER = (
    "\xb5\x00\u05ce+,?\x02\x0c?\x01\x00\xf2\x02/\x01\x02\x00\u01cf\x02\x05\x01\x03\x0f\x01\x03-\x01\x03\x05\x01\x01"
    "\x00\u0257\x01\x00\u0186\x03\x03\x01\x03\x00\x01\x04\x00\x01\x06\x00\x01\x03\x00\xc2\x04\x00\x01\x01\x00\u0146"
    "\x01\x00\U00014c82\x03\x00\u0104\x03\x05\x01\x03\x00\x01\x05\x00\x01\x03\x00\x01\x04\x03\x01\x03\x00\x01\x04"
    "\x00\x01\x02\x00p\x06\x00\x01\x01\x00\x03\x02\x00\x01\x01\x00\x03\x02\x00\x01\x01\x00\x03\x02\x0f\x01\x01\x00"
    "\x9d\x02\x11\x01\x03\x00\x01\x01\x00\x03\x02\x00\x01\x04'\x01\x04\x11\x01\x09\x00\x01\x03\x02\u547e\x02\x00"
    "\x01\x05\x09\x01\x01\x00\u543e\x01\x00\u5438\x01\x00\u543c\x01\x00\u01a3\x01\x00\u019b\x02\x02\u0199\x02\x00"
    "\u0193\x02\x00\u0195\x01\x00\U00014a9e\x04\x00\u0199\x01\x00\U00014a96\x02\x00\u019d\x01\x00\U00014ace\x01\x00"
    "\U00014a50\x01\x00\U00014a88\x02\x00\u01a1\x01\x00\u01a5\x01\x00\U00014a88\x01\x00\u53ee\x01\x00\U00014a82\x03"
    "\x00\u01a5\x02\x00\u53fa\x01\x00\u01a9\x03\x00\u01ab\x08\x00\u53ce\x03\x00\u01b3\x02\x00\U00014a86\x01\x00"
    "\u01b3\x04\x00\U00014a54\x01\x00\u01b3\x01\x00\x89\x01\x02\u01b1\x01\x00\x8d\x06\x00\u01b5\x0b\x00\U00014a2a"
    "\x01\x00\U00014a24\xa7\x00\xa8,\x03\x01\x04\x00\x01\x04\x04\u0104/\x00K\x01\x04I\x02 ?\x01\x00=\x01\x10?\x01"
    "\x00\x7f\x01\x02}\x02\x00{\x01\x00q\x04\x00]\x01\x00k\x01\x00\x0f\x02\x17\x01\x01\x00\xab\x01\x00\x9f\x01\x00"
    "\x0e\x01\x00\xe7\x02\x00\xbf\x03\x00\x01\x03\x00\x015>?\x01\x1e\x9f\x02!\x01\x0a5\x01\x03\x0d\x01\x01\x00\x1d"
    "\x02_\x012J_\u0b4aT\u1780\x03\x04\u1780\u02f9\x0a\x0f\u0883\x00\u30db\x01\x00\u30d9\x01\x00\u30c7\x01\x02"
    "\u30c3\x01\x00\u30c5\x01\x00\u30b7\x01\x00\u3049\x01\x00\U00011384\x02\x00\x01\xef\x00\U00011408\x04\x00\u1dcc"
    "\x11\x00\U00011470s\x95\x01\x06\x00u\x06_\x01\x01\x0e\x10\x09\x0a\x10\x0b\x0e\x10\x09\x0e\x10\x09\x0a\x10\x0c"
    "\x07\x10\x09\x0e\x10\x09\x02\x94\x01\x06\xac\x01\x02\xc8\x01\x02\u0100\x01\x02\xe0\x01\x02\xfc3\x02\x10\x0d"
    "\x00\u3849\x12\x02\x10\x0f\x02\x10\x04\x00\x0e\u0169\x007\"\x1e\x1f\x05\x00\x01\u034c23\u0747^_\x02\x00\x01"
    "\x04\x00\u5455\x01\x00\u544f\x02\x05\x01\x07\x00\x01\x03\x00\x01\x0bc\x01\x09\x03\x01\x05\x00\x01\x0dJ\u38bf"
    "\x02\x00\u38bf\x06\x00\u38bf\u7914-\x01\x14\x1b\x01\x88\x0d\x01\x04=\x01\x0b\x03\x01\x03\x09\x01\x05\x00\x01"
    "\x05\x03\x01\x01\x00`\x03\x13\x01\x0c\x0f\x01\x05\x03\x01\x03\x0f\x01\x1b\x00\x01\u035d\x00\u073f\x1d\x9e"
    "\U00012f9f\u53822?\u04ceNO\x89FO\x9c\x14M\x02\x1cM\x02\x0cM\x02\x02M\u0704d\x7f~*?\u0b3b>?\u5581>?<05\u7a4fBC"
)

# Characters whose upper case is several: each with those after it.
_EXPANDING = (
    "ßSS ŉʼN ǰJ\u030c \u0390\u0399\u0308\u0301 \u03b0\u03a5\u0308\u0301 \u0587\u0535\u0552 \u1e96H\u0331 "
    "\u1e97T\u0308 \u1e98W\u030a \u1e99Y\u030a \u1e9aAʾ \u1f50\u03a5\u0313 \u1f52\u03a5\u0313\u0300 "
    "\u1f54\u03a5\u0313\u0301 \u1f56\u03a5\u0313\u0342 \u1f80\u1f08\u0399 \u1f81\u1f09\u0399 \u1f82\u1f0a\u0399 "
    "\u1f83\u1f0b\u0399 \u1f84\u1f0c\u0399 \u1f85\u1f0d\u0399 \u1f86\u1f0e\u0399 \u1f87\u1f0f\u0399 "
    "\u1f88\u1f08\u0399 \u1f89\u1f09\u0399 \u1f8a\u1f0a\u0399 \u1f8b\u1f0b\u0399 \u1f8c\u1f0c\u0399 "
    "\u1f8d\u1f0d\u0399 \u1f8e\u1f0e\u0399 \u1f8f\u1f0f\u0399 \u1f90\u1f28\u0399 \u1f91\u1f29\u0399 "
    "\u1f92\u1f2a\u0399 \u1f93\u1f2b\u0399 \u1f94\u1f2c\u0399 \u1f95\u1f2d\u0399 \u1f96\u1f2e\u0399 "
    "\u1f97\u1f2f\u0399 \u1f98\u1f28\u0399 \u1f99\u1f29\u0399 \u1f9a\u1f2a\u0399 \u1f9b\u1f2b\u0399 "
    "\u1f9c\u1f2c\u0399 \u1f9d\u1f2d\u0399 \u1f9e\u1f2e\u0399 \u1f9f\u1f2f\u0399 \u1fa0\u1f68\u0399 "
    "\u1fa1\u1f69\u0399 \u1fa2\u1f6a\u0399 \u1fa3\u1f6b\u0399 \u1fa4\u1f6c\u0399 \u1fa5\u1f6d\u0399 "
    "\u1fa6\u1f6e\u0399 \u1fa7\u1f6f\u0399 \u1fa8\u1f68\u0399 \u1fa9\u1f69\u0399 \u1faa\u1f6a\u0399 "
    "\u1fab\u1f6b\u0399 \u1fac\u1f6c\u0399 \u1fad\u1f6d\u0399 \u1fae\u1f6e\u0399 \u1faf\u1f6f\u0399 "
    "\u1fb2\u1fba\u0399 \u1fb3\u0391\u0399 \u1fb4\u0386\u0399 \u1fb6\u0391\u0342 \u1fb7\u0391\u0342\u0399 "
    "\u1fbc\u0391\u0399 \u1fc2\u1fca\u0399 \u1fc3\u0397\u0399 \u1fc4\u0389\u0399 \u1fc6\u0397\u0342 "
    "\u1fc7\u0397\u0342\u0399 \u1fcc\u0397\u0399 \u1fd2\u0399\u0308\u0300 \u1fd3\u0399\u0308\u0301 "
    "\u1fd6\u0399\u0342 \u1fd7\u0399\u0308\u0342 \u1fe2\u03a5\u0308\u0300 \u1fe3\u03a5\u0308\u0301 "
    "\u1fe4\u03a1\u0313 \u1fe6\u03a5\u0342 \u1fe7\u03a5\u0308\u0342 \u1ff2\u1ffa\u0399 \u1ff3\u03a9\u0399 "
    "\u1ff4\u038f\u0399 \u1ff6\u03a9\u0342 \u1ff7\u03a9\u0342\u0399 \u1ffc\u03a9\u0399 \ufb00FF \ufb01FI "
    "\ufb02FL \ufb03FFI \ufb04FFL \ufb05ST \ufb06ST \ufb13\u0544\u0546 \ufb14\u0544\u0535 \ufb15\u0544\u053b "
    "\ufb16\u054e\u0546 \ufb17\u0544\u053d"
)

_cases = {}


def _counterparts(table):
    counterparts = {}
    end = 0
    for at in range(0, len(table), 3):
        first, steps, difference = [ord(letter) for letter in table[at : at + 3]]
        first += end
        step = 1 + steps % 2
        end = first + steps // 2 * step
        half = (difference + 1) // 2
        for code in range(first, end + 1, step):
            counterparts[chr(code)] = chr(code - half if difference % 2 else code + half)
    for code in range(26):
        upper, lower = chr(65 + code), chr(97 + code)
        if table is _LOWER:
            counterparts[upper] = lower
        else:
            counterparts[lower] = upper
    return counterparts


def _upper_cases():
    if "upper" not in _cases:
        _cases["upper"] = _counterparts(_UPPER)
        for entry in _EXPANDING.split():
            _cases["upper"][entry[0]] = entry[1:]
    return _cases["upper"]


def _lower_cases():
    if "lower" not in _cases:
        _cases["lower"] = _counterparts(_LOWER)
        _cases["lower"]["\u0130"] = "i\u0307"
    return _cases["lower"]


# What these two are asked for is not ASCII alone: the machine does that.


def str_upper(self, /):
    cases = _upper_cases()
    return "".join([cases.get(letter, letter) for letter in self])


def str_lower(self, /):
    cases = _lower_cases()
    letters = [cases.get(letter, letter) for letter in self]
    if "\u03a3" in self:
        # A sigma that ends a word has a form of its own.
        for at in range(1, len(self)):
            if self[at] == "\u03a3" and _is_cased(self[at - 1]) and not _is_cased(self[at + 1 : at + 2]):
                letters[at] = "\u03c2"
    return "".join(letters)


def _is_cased(letter):
    return letter in _lower_cases() or letter in _upper_cases()
