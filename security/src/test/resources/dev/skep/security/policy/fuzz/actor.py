# Does system calls as it is told. Messages: their length in eight digits, then the text; answers are lines.
# do:      each further line is a system call: the slack of timers to set before, its number, and arguments, which are
#          numbers or s and hexadecimal digits of bytes; the answer is what the calls returned
# connect: each further line is a socket to connect: 4 or 6, its protocol, an address and a port to bind it to before, or -,
#          an address and a port to connect it to; the answer is 1 for each that could be bound or did not have to be
# open:    opens a file
# child:   goes on as a child, which executes the named binary
# rights:  keeps of the effective, permitted and inheritable capabilities only those given, as far as there are
# unshare: goes into new namespaces
# end:     ends, and the parent goes on
import ctypes, os, socket, sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
SET_TIMERSLACK = 29
CAPABILITY_VERSION_3 = 0x20080522


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


def result(line):
    slack, *call = line.split(" ")
    libc.prctl(SET_TIMERSLACK, argument(slack), 0, 0, 0)
    returned = libc.syscall(*[argument(a) for a in call])
    error = ctypes.get_errno()
    libc.prctl(SET_TIMERSLACK, 0, 0, 0, 0)
    return -error if returned == -1 else returned


def connected(line):
    version, protocol, here, port, there, to = line.split(" ")
    kind = socket.SOCK_STREAM if protocol == "6" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET6 if version == "6" else socket.AF_INET, kind) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if here != "-":
                s.bind((here, int(port)))
        except OSError:
            return "0"
        try:
            s.connect((there, int(to)))
        except OSError:
            pass
    return "1"


def rights(wanted):
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    words = (ctypes.c_uint32 * 6)()
    libc.capget(header, words)
    for i, kept in enumerate(wanted):
        words[i] &= kept & 0xFFFFFFFF
        words[3 + i] &= kept >> 32
    libc.capset(header, words)


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
        say(" ".join(str(result(line)) for line in rest))
    elif word == "connect":
        say(" ".join(connected(line) for line in rest))
    elif word == "open":
        os.open(rest[0], os.O_RDONLY)
        say("done")
    elif word == "child":
        child(rest)
    elif word == "rights":
        rights([int(bits) for bits in rest[0].split(" ")])
        say("done")
    elif word == "unshare":
        libc.unshare(int(rest[0]))
        say("done")
    else:
        os._exit(0)
