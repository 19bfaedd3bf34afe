package dev.skep.compiler.internal.debug;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The verifier's common messages with what they mean to somebody who wrote Java. In the reason, {@code $1} is what the
 * pattern's first group found.
 *
 * <p>Source of the messages: {@code kernel/bpf/verifier.c} v6.18 and, where they differ, v5.15.
 */
enum VerifierMessage {
    PACKET(
            "invalid access to packet, off=(-?\\d+) size=(\\d+)",
            "the packet may end before the $2 bytes that are read here",
            "ask for the header with the context's accessor and return when it is null"),
    PACKET_META(
            "invalid access to packet",
            "the packet may end before what is read here",
            "compare with the packet's end first, and leave when it is too short"),
    MAP_VALUE_OR_NULL(
            "R\\d+ invalid mem access '(map_value|mem|ringbuf_mem|sock|ptr|rcu_ptr|trusted_ptr)?\\w*_or_null'",
            "this may be null here: get() and reserve() return null when there is nothing",
            "keep the result in a variable and use it only after if (x != null)"),
    OR_NULL_HELPER(
            "(?:type=\\w*_or_null expected=|Possibly NULL pointer passed)",
            "a value that may be null is passed to the kernel",
            "pass it only after if (x != null)"),
    POINTER_ON_NULL(
            "R\\d+ pointer arithmetic on \\w*_or_null prohibited",
            "this may be null here, and a field of it is addressed",
            "use it only after if (x != null)"),
    UNBOUNDED(
            "R\\d+ unbounded memory access",
            "the index may be too large here",
            "test the upper bound of the same variable right before, or mask it: i & 63"),
    UNBOUNDED_INDEX(
            "math between (\\w+) pointer and register with unbounded min value",
            "the index may be anything here, so the address may be anywhere",
            "test that it is not negative and below the length right before, or mask it: i & 63"),
    NEGATIVE(
            "(?:R\\d+ min value is negative|value -?\\d+ makes .* pointer be out of bounds)",
            "the index or length may be negative here",
            "test i >= 0 as well as the upper bound, or make it unsigned: Integer.toUnsignedLong(i), i & 0xff"),
    MAP_VALUE_BOUNDS(
            "invalid access to (?:map value|memory|mem), (?:value_size|mem_size)=(\\d+) off=(-?\\d+) size=(\\d+)",
            "this reads or writes $3 bytes at byte $2 of a value of $1 bytes",
            "test the index against the length of the array"),
    UNBOUNDED_OFFSET(
            "R\\d+ (?:max value is outside of the allowed memory range|unbounded)|cannot prove offset \\+ access_size",
            "the index may point behind the end here",
            "test the upper bound of the same variable right before, or mask it: i & 63"),
    SCALAR(
            "R\\d+ invalid mem access '(?:scalar|inv)'",
            "a plain number is used as an address here",
            "read through the kernel's typed pointers; a number that is an address is read with a probe-read helper"),
    READ_ONLY(
            "(?:cannot write into|write into map forbidden|R\\d+ cannot write|only read is supported)",
            "this memory must not be written by the program",
            "copy what you need into a map value or a record and change that"),
    CONTEXT(
            "invalid bpf_context access off=(-?\\d+) size=(\\d+)",
            "this hook has no such field in its context ($2 bytes at byte $1)",
            "check that the parameters fit the hook; some fields exist for certain program types alone"),
    STACK_UNINITIALIZED(
            "invalid (?:indirect )?read from stack",
            "memory on the stack is read before it was written",
            "assign every field of the local struct before it is passed on"),
    STACK_BOUNDS(
            "invalid (?:unbounded )?(?:variable-offset )?(?:indirect )?(?:access to|write to) stack",
            "a local array or struct is accessed outside its bounds",
            "test the index against the length of the array"),
    STACK_SIZE(
            "(?:combined stack size of|stack depth|Stack size)",
            "the program needs more than the 512 bytes of stack that the kernel gives",
            "keep large structs in a Scratch: scratch.with(x -> ...)"),
    CALL_DEPTH(
            "the call stack of (\\d+) frames is too deep",
            "functions call one another $1 deep here, the program included; the kernel allows 8",
            "remove @NoInline from some of them"),
    NOT_READABLE(
            "R(\\d+) !read_ok",
            "a value is used that does not exist on every path (register r$1)",
            "this is a fault of the compiler: please report the method; assigning the variable before the branch helps"),
    RETURN_VALUE(
            "At program exit the register R0 .*should have been in (.*)",
            "the returned value may lie outside of what this hook allows: $1",
            "return a constant of the hook's own"),
    LOOP(
            "(?:infinite loop detected|back-edge from insn)",
            "this loop does not come closer to its end from one turn to the next",
            "count with an int variable up to a constant; the kernel runs no loop whose end it cannot see"),
    TOO_COMPLEX(
            "The sequence of \\d+ jumps is too complex",
            "a loop runs too often for the verifier, which follows every turn",
            "keep loops with an exit below about 4,000 turns, or split the work; on Linux 5.17 or newer, loops may be longer"),
    TOO_LARGE(
            "BPF program is too large",
            "the verifier gave up after a million instructions: too many paths through loops and conditions",
            "lower the bounds of loops, and do less work inside of them"),
    MAP_OF_SLEEPER(
            "Sleepable programs can only use",
            "this hook may sleep, and the kernel does not let such programs use every kind of map",
            "use a HashMap, an ArrayMap, a ring or a storage beside objects, or a hook that does not sleep"),
    UNKNOWN_HELPER(
            "(?:unknown func|program of this type cannot use helper|invalid func) (\\S+)",
            "this kind of hook may not call $1, or this kernel does not have it",
            "use another hook, or guard the call by a feature test"),
    GPL(
            "cannot call GPL-restricted function",
            "this helper is for programs under a licence compatible with the GPL",
            "leave the program's licence at \"Dual BSD/GPL\""),
    KFUNC(
            "calling kernel function (\\S+) is not allowed",
            "this kind of hook may not call the kernel function $1",
            "use a hook for which the kernel allows it"),
    READ_LOCK(
            "(?:expected an RCU CS when using|kernel func(?=.*requires RCU critical section protection)) (\\S+)",
            "the kernel function $1 wants the read lock, which a program that may sleep does not hold by itself",
            "call Kfuncs.rcuReadLock() before it, and Kfuncs.rcuReadUnlock() behind it"),
    REFERENCE(
            "Unreleased reference",
            "what was taken here, a record or an object of the kernel, is not given back on every path",
            "submit or discard the record, or release the object, before each return"),
    REFERENCE_ARGUMENT(
            "(?:arg \\d+ is an unacquired reference|reference has not been acquired before)",
            "something is given back twice, or was never taken",
            "submit each record and release each object once, and only after if (x != null)"),
    LOCK(
            "(?:bpf_spin_(?:un)?lock|function calls are not allowed while holding a lock)",
            "a call is made, or the program left, while a lock is held",
            "release the lock first"),
    POINTER_COMPARISON(
            "R\\d+ pointer comparison prohibited",
            "two addresses are compared in a way that the kernel does not allow",
            "compare with null, or compare what they point to"),
    POINTER_ARITHMETIC(
            "R\\d+ (?:\\w+ )?pointer arithmetic .*prohibited|math between \\w+ pointer and",
            "a number is added to an address that the kernel does not let move",
            "test for null first, and use an index with known bounds"),
    LEAK("R\\d+ leaks addr", "an address of the kernel would get into a map", "store a number, not a pointer"),
    UNREACHABLE(
            "unreachable insn",
            "the compiler made code that is never reached",
            "this is a fault of the compiler: please report the method"),
    ALIGNMENT(
            "misaligned",
            "this reads or writes at an address that is not a multiple of its size",
            "read the bytes one by one, or declare the field where it is aligned"),
    TYPE(
            "R(\\d+) type=(\\S+) expected=(.*)",
            "an argument is of the wrong kind for this call: $2 where the kernel wants $3",
            "pass memory of the program's own: a map value, a record, a local struct"),
    BTF_ACCESS(
            "access beyond struct (\\S+) at off (\\d+)",
            "struct $1 of this kernel ends before byte $2",
            "declare the interface after the running kernel's struct"),
    SLEEPABLE(
            "helper call might sleep in a non-sleepable prog|sleepable",
            "this call may sleep, which this hook does not allow",
            "use a hook that may sleep");

    /** A reason and what to do. */
    record Explanation(String reason, String mend) {}

    private static final int EPERM = 1;
    private static final int E2BIG = 7;

    private final Pattern pattern;
    private final String reason;
    private final String mend;

    VerifierMessage(String pattern, String reason, String mend) {
        this.pattern = Pattern.compile(pattern);
        this.reason = reason;
        this.mend = mend;
    }

    /** The explanation of the last message that is known; the verifier's own words if none is. */
    static Explanation explain(List<String> messages, int errno) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            for (VerifierMessage known : values()) {
                Matcher matcher = known.pattern.matcher(messages.get(i));
                if (matcher.find()) return new Explanation(known.fill(matcher), known.mend);
            }
        }
        // After a million instructions the log of older kernels may end in the middle of a line.
        if (errno == E2BIG && !messages.isEmpty()) return new Explanation(TOO_LARGE.reason, TOO_LARGE.mend);
        if (!messages.isEmpty()) {
            return new Explanation("the verifier refuses this: " + messages.getLast(), "");
        }
        return withoutLog(errno);
    }

    private String fill(Matcher matcher) {
        String filled = reason;
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group);
            filled = filled.replace("$" + group, found == null ? "" : found);
        }
        return filled;
    }

    private static Explanation withoutLog(int errno) {
        return switch (errno) {
            case EPERM ->
                new Explanation(
                        "the kernel refuses programs of this kind without giving a reason (EPERM)",
                        "run as root; if you do, the kernel allows no BPF trampolines (fentry, fexit, lsm), usually by"
                                + " lockdown: use a tracepoint");
            case E2BIG ->
                new Explanation(
                        "the program has too many instructions for this kernel", "move large rule sets into maps");
            default -> new Explanation("the kernel refuses the program without giving a reason", "");
        };
    }
}
