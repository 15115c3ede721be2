class Animal:
    sound = "..."

    def __init__(self, name):
        self.name = name

    def speak(self):
        return f"{self.name}: {self.sound}"

    def describe(self):
        return "an animal, " + self.speak()


class Dog(Animal):
    sound = "woof"

    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def describe(self):
        return super().describe() + " and " + ", ".join(self.tricks)


class Puppy(Dog):
    sound = "yip"


print(Animal("a").describe())
print(Dog("Rex", ["sit", "roll"]).describe())
print(Puppy("Bo", ["bite"]).describe())
print(issubclass(Puppy, Animal), isinstance(Puppy("x"), Dog), issubclass(Animal, Dog))
print([c.__name__ for c in Puppy.__mro__])
print(Puppy.__bases__ == (Dog,), Dog.__name__, Puppy("z").__class__ is Puppy)


class Left:
    def run(self):
        return ["left"]


class Right:
    def run(self):
        return ["right"]

    def only_right(self):
        return "only right"


class Both(Left, Right):
    def run(self):
        return ["both"] + super().run() + Right.run(self)


print(Both().run(), Both().only_right())


class A:
    def go(self):
        return "A"


class B(A):
    def go(self):
        return "B" + super().go()


class C(A):
    def go(self):
        return "C" + super().go()


class D(B, C):
    def go(self):
        return "D" + super().go()


print(D().go(), [c.__name__ for c in D.__mro__])
