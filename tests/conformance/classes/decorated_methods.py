class Temperature:
    zero = 273.15

    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -self.zero:
            raise ValueError(f"{value} is too cold")
        self._celsius = value

    @property
    def kelvin(self):
        return self._celsius + self.zero

    @classmethod
    def from_kelvin(cls, kelvin):
        return cls(round(kelvin - cls.zero, 2))

    @staticmethod
    def is_warm(celsius):
        return celsius > 20


t = Temperature(21.5)
print(t.celsius, t.kelvin, Temperature.is_warm(t.celsius), t.is_warm(3))
t.celsius = 5
print(t.celsius)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
try:
    t.kelvin = 1
except AttributeError as error:
    print(error)
print(Temperature.from_kelvin(300).celsius)


class Fahrenheit(Temperature):
    @property
    def shown(self):
        return self.celsius * 9 / 5 + 32


print(type(Fahrenheit.from_kelvin(273.15)).__name__, Fahrenheit(100).shown)
