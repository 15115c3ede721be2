class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " makes " + self.sound()

    def sound(self):
        return "nothing"


class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def sound(self):
        return "wuff"


class Puppy(Dog):
    def sound(self):
        return super().sound() + "!"

    def speak(self):
        return "small " + Animal.speak(self)


print(Animal("cow").speak(), Dog("rex", ["sit"]).speak(), Puppy("bo").speak())
print(Puppy("x").tricks, Puppy.legs, Puppy.__mro__, Puppy.__bases__)
print(isinstance(Puppy("x"), Animal), issubclass(Puppy, Animal), issubclass(Animal, Puppy))
print(isinstance(Puppy("x"), (int, Dog)), issubclass(bool, (str, int)))


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


print(D().who(), [c.__name__ for c in D.__mro__])

try:
    class E(A, D):
        pass
except TypeError as error:
    print(error)
try:
    class F(A, A):
        pass
except TypeError as error:
    print(error)


class Nested(A):
    def who(self):
        def inner():
            return super(Nested, self).who()

        return inner() + [c for c in super().who()]


print(Nested().who())


class Shared(A):
    def who(self, extra=None):
        get = lambda: super(Shared, self).who()
        return get()

    def cls(self):
        return __class__


print(Shared().who(), Shared().cls() is Shared)


class Base:
    created = []

    def __init_subclass__(cls):
        super().__init_subclass__()

    def __init__(self):
        self.created.append(type(self).__name__)


class One(Base):
    pass


class Two(Base):
    pass


One(), Two(), One()
print(Base.created, Two.created is Base.created)


class Template:
    def run(self):
        self.before()
        try:
            return self.step()
        finally:
            self.after()

    def before(self):
        print("before")

    def after(self):
        print("after")

    def step(self):
        raise NotImplementedError("step")


class Real(Template):
    def step(self):
        return "done"


print(Real().run())
try:
    Template().run()
except NotImplementedError as error:
    print(repr(error))
