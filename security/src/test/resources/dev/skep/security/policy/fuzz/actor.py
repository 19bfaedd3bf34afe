# Does system calls as it is told. Messages: their length in eight digits, then the text; answers are lines.
# do:      each further line is an act, and is answered by a line: 0, -, the result or -, and numbers of the signals that it brought
#   call      a system call: the slack of timers to set before, its number, and arguments, which are numbers or s and hexadecimal
#             digits of bytes
#   again     the same, of one that comes again
#   connect   a socket to connect: 4 or 6, its protocol, an address and a port to bind it to before, or -, an address and a port to
#             connect it to; the result is 0, an error below 0, or - if it could not be bound
#   open      a file to open: the slack of timers meanwhile, its name, and flags; the result is the descriptor, or an error below 0
#   read      a descriptor to read nothing of: the slack of timers meanwhile, and its number
#   ask       capabilities to ask for on behalf of nobody: the slack of timers meanwhile, the effective, inheritable and permitted ones
#   send      a datagram: the slack of timers meanwhile, 4 or 6, an address and a port to bind the socket to, and another that it goes
#             to; the result is how much was sent, an error below 0, or - if a socket could not be bound
# apart:   the same, each by a child of its own, but for sockets to connect, which the parent makes; the answer begins with its number, and what the same returns without a number of an
#          act, so that it is known if the child dies: then the result is -
# open:    opens a file
# child:   goes on as a child, which executes the named binary
# rights:  keeps of the effective, permitted and inheritable capabilities only those given, as far as there are
# unshare: goes into new namespaces
# end:     ends, and the parent goes on
import ctypes, os, signal, socket, sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
SET_TIMERSLACK = 29
CAPABILITY_VERSION_3 = 0x20080522
ALL = signal.valid_signals()
NOBODY = 0x7FFFFFFF
NUMBERED = 1 << 30
NOT_NUMBERED = "%d" % (1 << 29)


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


def call(slack, *rest):
    libc.prctl(SET_TIMERSLACK, argument(slack), 0, 0, 0)
    returned = libc.syscall(*[argument(a) for a in rest])
    error = ctypes.get_errno()
    libc.prctl(SET_TIMERSLACK, 0, 0, 0, 0)
    return str(-error if returned == -1 else returned)


def slacked(slack, function, *arguments):
    libc.prctl(SET_TIMERSLACK, argument(slack), 0, 0, 0)
    returned = function(*arguments)
    error = ctypes.get_errno()
    libc.prctl(SET_TIMERSLACK, 0, 0, 0, 0)
    return -error if returned == -1 else returned


def open_file(slack, path, flags):
    returned = slacked(slack, libc.open, path.encode(), int(flags), 0)
    if returned >= 0:
        os.close(returned)
    return str(returned)


def read(slack, descriptor):
    return str(slacked(slack, libc.read, int(descriptor), None, 0))


def ask(slack, *sets):
    effective, inheritable, permitted = [int(bits) & 0xFFFFFFFFFFFFFFFF for bits in sets]
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, NOBODY)
    low = [bits & 0xFFFFFFFF for bits in (effective, permitted, inheritable)]
    high = [bits >> 32 for bits in (effective, permitted, inheritable)]
    return str(slacked(slack, libc.capset, header, (ctypes.c_uint32 * 6)(*low, *high)))


def send(slack, version, here, port, there, to):
    family = socket.AF_INET6 if version == "6" else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as receiver, socket.socket(family, socket.SOCK_DGRAM) as sender:
        try:
            receiver.bind((there, int(to)))
            sender.bind((here, int(port)))
        except OSError:
            return "-"
        libc.prctl(SET_TIMERSLACK, argument(slack), 0, 0, 0)
        try:
            return str(sender.sendto(b"abc", (there, int(to))))
        except OSError as error:
            return str(-error.errno)
        finally:
            libc.prctl(SET_TIMERSLACK, 0, 0, 0, 0)


def made(version, protocol, *_):
    kind = socket.SOCK_STREAM if protocol == "6" else socket.SOCK_DGRAM
    return socket.socket(socket.AF_INET6 if version == "6" else socket.AF_INET, kind)


def connect(version, protocol, here, port, there, to, passed=None):
    with passed or made(version, protocol) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if here != "-":
                s.bind((here, int(port)))
        except OSError:
            return "-"
        try:
            s.connect((there, int(to)))
        except OSError as error:
            return str(-error.errno)
    return "0"


def signals():
    """Those that wait; they wait no longer."""
    found = []
    while True:
        one = signal.sigtimedwait(ALL, 0)
        if one is None:
            return ",".join(found)
        if one.si_signo != signal.SIGCHLD:
            found.append(str(one.si_signo))


ACTS = {"call": call, "again": call, "connect": connect, "open": open_file, "read": read, "ask": ask, "send": send}


def act(line, *passed):
    what, *words = line.split(" ")
    result = ACTS[what](*words, *passed)
    return result + " " + signals()


def is_numbered(word):
    return word.isdigit() and int(word) >> 24 << 24 == NUMBERED


def foreseen(line):
    """What an act returns while no policy is about it."""
    what, *words = line.split(" ")
    if what in ("again", "connect", "send"):
        return "-"
    return ACTS[what](*[NOT_NUMBERED if is_numbered(word) else word for word in words])


def apart(line):
    """An act of a child. It is told through a pipe that all of them share."""
    what, *words = line.split(" ")
    passed = [made(*words)] if what == "connect" else []
    pid = os.fork()
    if pid == 0:
        os.write(told, b"%d %s " % (os.getpid(), foreseen(line).encode()))
        os.write(told, act(line, *passed).encode())
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    for one in passed:
        one.close()
    answer = os.read(heard, 4096).decode()
    return answer + "- %d" % os.WTERMSIG(status) if os.WIFSIGNALED(status) else answer


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
heard, told = os.pipe()
one, other = socket.socketpair()
signal.pthread_sigmask(signal.SIG_BLOCK, ALL)
say("ready %d" % os.getpid())
while True:
    word, *rest = message().split("\n")
    if word == "do":
        for line in rest:
            say("0 - " + act(line))
    elif word == "apart":
        for line in rest:
            say(apart(line))
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
