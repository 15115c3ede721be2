# Formatting by `str.format`.


def str_format_map(self, mapping, /):
    return self.format(**mapping)


# Fields by position or name, with attributes and items, a conversion and a specification.
def str_format(self, /, *args, **kwargs):
    result = []
    automatic = 0
    rest = self
    while True:
        opening, closing = rest.find("{"), rest.find("}")
        if opening < 0 and closing < 0:
            result.append(rest)
            return "".join(result)
        at = closing if opening < 0 or 0 <= closing < opening else opening
        result.append(rest[:at])
        mark, rest = rest[at], rest[at + 1 :]
        if rest.startswith(mark):
            result.append(mark)
            rest = rest[1:]
            continue
        if mark == "}":
            raise ValueError("Single '}' encountered in format string")
        field, rest = _field(rest)
        field, colon, spec = field.partition(":")
        field, bang, conversion = field.partition("!")
        if bang and conversion not in ("s", "r", "a"):
            raise ValueError(f"Unknown conversion specifier {conversion}")
        name = ""
        for letter in field:
            if letter in ".[":
                break
            name += letter
        path = field[len(name) :]
        if name == "":
            name = str(automatic)
            automatic += 1
        if name.isdigit():
            if int(name) >= len(args):
                raise IndexError(f"Replacement index {name} out of range for positional args tuple")
            value = args[int(name)]
        else:
            value = kwargs[name]
        value = _path(value, path)
        if "{" in spec:
            spec = str_format(spec.replace("{}", "{" + str(automatic) + "}", 1), *args, **kwargs)
        if conversion:
            value = str(value) if conversion == "s" else repr(value) if conversion == "r" else ascii(value)
        result.append(f"{value:{spec}}")


def _field(rest):
    depth = 1
    for at in range(len(rest)):
        depth += (rest[at] == "{") - (rest[at] == "}")
        if depth == 0:
            return rest[:at], rest[at + 1 :]
    raise ValueError("expected '}' before end of string" if rest else "Single '{' encountered in format string")


def _path(value, path):
    while path:
        if path[0] == "[":
            key, _, path = path[1:].partition("]")
            value = value[int(key) if key.isdigit() else key]
        else:
            path = path[1:]
            name = ""
            for letter in path:
                if letter in ".[":
                    break
                name += letter
            path = path[len(name) :]
            value = getattr(value, name)
    return value
