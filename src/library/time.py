def time_ns():
    return _nanoseconds("time")


def perf_counter_ns():
    return _nanoseconds("perf_counter")


def monotonic_ns():
    return _nanoseconds("monotonic")


def _nanoseconds(clock):
    import time

    return int(getattr(time, clock)() * 1000000) * 1000


class struct_time:
    _names = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")

    def __init__(self, sequence):
        for name, value in zip(self._names, sequence):
            setattr(self, name, value)

    def __iter__(self):
        return iter([getattr(self, name) for name in self._names])

    def __len__(self):
        return 9

    def __getitem__(self, index):
        return list(self)[index]

    def __repr__(self):
        return "time.struct_time(" + ", ".join([f"{name}={getattr(self, name)}" for name in self._names]) + ")"


def gmtime(secs=None, /):
    if secs is None:
        import time

        secs = time.time()
    days, rest = divmod(int(secs // 1), 86400)
    # Years begin in March, so that a leap day is the last one; 146097 days are 400 years.
    shifted = days + 719468
    era, day = divmod(shifted, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day_of_month = day - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year += era * 400 + (month <= 2)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    before = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[month - 1] + (leap and month > 2)
    hour, minute, second = rest // 3600, rest // 60 % 60, rest % 60
    week_day = (days + 3) % 7
    return struct_time((year, month, day_of_month, hour, minute, second, week_day, before + day_of_month, 0))


# Here it is as late as in Greenwich.
def localtime(secs=None, /):
    return gmtime(secs)


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def strftime(format, t=None, /):
    t = gmtime() if t is None else t
    year, month, day, hour, minute, second, week_day, year_day, _ = t
    parts = {
        "Y": f"{year}",
        "m": f"{month:02}",
        "d": f"{day:02}",
        "H": f"{hour:02}",
        "I": f"{(hour + 11) % 12 + 1:02}",
        "M": f"{minute:02}",
        "S": f"{second:02}",
        "y": f"{year % 100:02}",
        "j": f"{year_day:03}",
        "p": "AM" if hour < 12 else "PM",
        "A": _DAYS[week_day],
        "a": _DAYS[week_day][:3],
        "B": _MONTHS[month - 1],
        "b": _MONTHS[month - 1][:3],
        "w": f"{(week_day + 1) % 7}",
        "Z": "UTC",
        "z": "+0000",
        "%": "%",
        "n": "\n",
        "t": "\t",
    }
    parts["X"] = parts["T"] = f"{hour:02}:{minute:02}:{second:02}"
    parts["R"] = f"{hour:02}:{minute:02}"
    parts["x"] = parts["D"] = f"{month:02}/{day:02}/{year % 100:02}"
    parts["F"] = f"{year}-{month:02}-{day:02}"
    parts["c"] = f"{parts['a']} {parts['b']} {day:2} {parts['X']} {year}"
    pieces = format.split("%")
    result = [pieces[0]]
    at = 1
    while at < len(pieces):
        piece = pieces[at]
        if piece == "" and at + 1 < len(pieces):
            at += 1
            result.append("%" + pieces[at])
        else:
            result.append(parts.get(piece[:1], "%" + piece[:1]) + piece[1:])
        at += 1
    return "".join(result)


def asctime(t=None, /):
    return strftime("%c", gmtime() if t is None else t)


def ctime(secs=None, /):
    return strftime("%c", gmtime(secs))
