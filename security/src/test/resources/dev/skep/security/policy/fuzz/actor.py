# Does system calls as it is told. Messages: their length in eight digits, then the text; answers are lines.
# do:    each further line is a system call: its number and arguments, numbers or s and hexadecimal digits of a text
# open:  opens a file
# child: goes on as a child, which executes the named binary and leaves the rest of them to a child of its own
# end:   ends, and the parent goes on
import ctypes, os, sys

libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long


def exactly(count):
    read = b""
    while len(read) < count:
        part = os.read(0, count - len(read))
        if not part:
            os._exit(0)
        read += part
    return read


def message():
    return exactly(int(exactly(8))).decode()


def say(text):
    os.write(1, (text + "\n").encode())


def child(binaries):
    pid = os.fork()
    if pid == 0:
        if binaries:
            os.execv(binaries[0], [binaries[0], "-S", "-c", os.environ["ACTOR"]] + binaries[1:])
        say("ready %d" % os.getpid())
        return
    os.waitpid(pid, 0)
    say("ended")


def argument(text):
    if text.startswith("s"):
        return ctypes.c_char_p(bytes.fromhex(text[1:]))
    return ctypes.c_ulong(int(text) & 0xFFFFFFFFFFFFFFFF)


if len(sys.argv) > 1:
    pid = os.fork()
    if pid == 0:
        os.execv(sys.argv[1], [sys.argv[1], "-S", "-c", os.environ["ACTOR"]] + sys.argv[2:])
    os.waitpid(pid, 0)
    os._exit(0)
say("ready %d" % os.getpid())
while True:
    word, *rest = message().split("\n")
    if word == "do":
        for line in rest:
            libc.syscall(*[argument(a) for a in line.split(" ")])
        say("done")
    elif word == "open":
        os.open(rest[0], os.O_RDONLY)
        say("done")
    elif word == "child":
        child(rest)
    else:
        os._exit(0)
