"""Does a system call that a policy kills at its entry, and says whether it took effect all the same.

Arguments: a folder, and the call by the name of its tracepoint. The policy knows the call by the descriptor 777, or by the path "marked".
"""
import ctypes, mmap, os, shutil, struct, sys

NUMBERS = dict(read=0, write=1, pread64=17, pwrite64=18, readv=19, writev=20, sendfile64=40, execve=59, unlink=87, mkdir=83,
               fallocate=285, preadv=295, pwritev=296, execveat=322, copy_file_range=326, preadv2=327,
               pwritev2=328)
MARKED_FD = 777
MARKED = b'marked'
BEFORE, AFTER = b'before', b'after!'

libc = ctypes.CDLL(None)
libc.syscall.restype = ctypes.c_long
os.chdir(sys.argv[1])
call = sys.argv[2]
shared = mmap.mmap(-1, 4096)
memory = ctypes.addressof(ctypes.c_char.from_buffer(shared))
source = ctypes.create_string_buffer(AFTER)


def file(name, content):
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    os.pwrite(descriptor, content, 0)
    return descriptor


def marked_file():
    os.dup2(file('file', BEFORE), MARKED_FD)


def content(name):
    with open(name, 'rb') as opened:
        return opened.read()


def prepared():
    """The arguments, and what says whether the call took effect."""
    into = struct.pack('QQ', memory, 6)
    out = struct.pack('QQ', ctypes.addressof(source), 6)
    marked_file()
    if call in ('read', 'pread64'):
        return (MARKED_FD, ctypes.c_void_p(memory), 6, 0), lambda: shared[:6] == BEFORE
    if call in ('readv', 'preadv', 'preadv2'):
        return (MARKED_FD, into, 1, 0, 0, 0), lambda: shared[:6] == BEFORE
    if call in ('write', 'pwrite64'):
        return (MARKED_FD, source, 6, 0), lambda: content('file') == AFTER
    if call in ('writev', 'pwritev', 'pwritev2'):
        return (MARKED_FD, out, 1, 0, 0, 0), lambda: content('file') == AFTER
    if call == 'copy_file_range':
        return (MARKED_FD, 0, file('copy', b''), 0, 6, 0), lambda: content('copy') == BEFORE
    if call == 'sendfile64':
        return (MARKED_FD, file('other', AFTER), 0, 6), lambda: content('file') == AFTER
    if call == 'fallocate':
        return (MARKED_FD, 0, 0, 8192), lambda: len(content('file')) > 6
    if call == 'unlink':
        os.rename('file', MARKED)
        return (MARKED,), lambda: not os.path.exists(MARKED)
    if call == 'mkdir':
        return (MARKED, 0o700), lambda: os.path.exists(MARKED)
    arguments = (ctypes.c_char_p * 3)(b'touch', b'touched', None)
    shutil.copy('/usr/bin/touch', 'program')
    os.rename('program', MARKED)
    path = (MARKED,) if call == 'execve' else (-100, MARKED)
    return (*path, arguments, None, 0), lambda: os.path.exists('touched')


arguments, took_effect = prepared()
child = os.fork()
if child == 0:
    os._exit(0 if libc.syscall(NUMBERS[call], *arguments) >= 0 else 1)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status), 'effect' if took_effect() else 'none')
