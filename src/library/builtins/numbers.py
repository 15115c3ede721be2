# Methods of numbers.


def int_bit_length(self, /):
    return len(bin(abs(self))) - 2 if self else 0


def int_bit_count(self, /):
    return bin(abs(self)).count("1")


def int_conjugate(self, /):
    return self


def float_is_integer(self, /):
    return self - self == 0 and self == int(self)
