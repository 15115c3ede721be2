import multiprocessing
import time


def child(connection):
    while (message := connection.recv()) != "stop":
        time.sleep(0.5)
        connection.send([message, message * 2])
    connection.send("bye")
    connection.close()


if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=child, args=(theirs,))
    process.start()
    for message in (1, "a", (2, 3)):
        ours.send(message)
        print(ours.recv())
    print(ours.poll(), ours.poll(0.5))
    ours.send("stop")
    print(ours.recv())
    process.join()
    print(process.exitcode)
