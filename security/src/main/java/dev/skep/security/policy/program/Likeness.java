package dev.skep.security.policy.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.Memory;
import java.util.List;

/**
 * Holds back records of a rule that are like one sent not long ago: of the same rule and scope, with the same first bytes of each argument.
 * It is a function of its own, which rules and programs have in common.
 *
 * <p>What was sent is remembered in a table of fixed size by a number of all that; where two have the same place, the older is forgotten, and
 * is sent once more than it should be.
 *
 * @param nanos how long after one the next is held back
 * @param scope whose records are counted together
 * @param parts where the arguments are
 * @param table what was sent
 */
public record Likeness(long nanos, Scope scope, List<Part> parts, ArrayMap<Likeness.Sent> table) {
    /** How many are remembered. */
    public static final int PLACES = 1024;

    private static final int COMPARED_WORDS = 5;
    private static final long ODD = 0x9e37_79b9_7f4a_7c15L;
    private static final long ODD_TOO = 0xc2b2_ae3d_27d4_eb4fL;

    /** Whose records are counted together. */
    public enum Scope {
        /** Those of each thread. */
        THREAD,
        /** Those of each process. */
        PROCESS,
        /** All. */
        GLOBAL
    }

    /**
     * An argument.
     *
     * @param at where its fixed part lies
     * @param words numbers of its fixed part; 0 where its text counts
     */
    public record Part(int at, int words) {}

    /** One that was sent. */
    public interface Sent extends Struct {
        /** The number of what it was. */
        long what();

        /** Sets it. */
        void what(long number);

        /** When. */
        long time();

        /** Sets it. */
        void time(long nanos);
    }

    /** Copies. */
    public Likeness {
        parts = List.copyOf(parts);
    }

    /** Whether the record of the rule of this number is held back; if not, it counts as sent. Kernel only. */
    @NoInline
    boolean holdsBack(PolicyRecord record, Bytes data, long number) {
        long hash = mixed(number, nanos);
        if (scope == Scope.THREAD) {
            hash = mixed(hash, record.tid());
        } else if (scope == Scope.PROCESS) {
            hash = mixed(hash, record.pid());
        }
        for (Part part : parts) {
            hash = part.words() > 0 ? numbers(hash, data, part) : text(hash, data, part);
        }
        Sent last = table.get((int) (hash >>> 32) & (PLACES - 1));
        if (last == null) {
            return false;
        }
        if (last.what() == hash && record.time() - last.time() < nanos) {
            return true;
        }
        last.what(hash);
        last.time(record.time());
        return false;
    }

    private static long numbers(long hash, Bytes data, Part part) {
        long all = hash;
        for (int i = 0; i < Math.min(part.words(), COMPARED_WORDS); i++) {
            int at = part.at() + i * Long.BYTES;
            if (inside(data, at, Long.BYTES)) {
                all = mixed(all, data.u64(at));
            }
        }
        return all;
    }

    /** Of many arguments the places are read from a table, and the verifier does not know what stands there. */
    private static boolean inside(Bytes data, int at, int bytes) {
        return at >= 0 && at <= data.length() - bytes;
    }

    private static long text(long hash, Bytes data, Part part) {
        int at = part.at();
        if (!inside(data, at, Appendix.SLOT)) {
            return hash;
        }
        int offset = Appendix.offset(data, at);
        int length = Appendix.length(data, at);
        long all = mixed(hash, length);
        int last = Math.min(PendingRecord.DATA, data.length()) - COMPARED_WORDS * Long.BYTES;
        if (offset < 0 || offset > last) {
            return all;
        }
        Bytes first = Memory.slice(data, offset, COMPARED_WORDS * Long.BYTES);
        for (int i = 0; i < COMPARED_WORDS; i++) {
            int left = length - i * Long.BYTES;
            if (left <= 0) {
                break;
            }
            long word = first.u64(i * Long.BYTES);
            all = mixed(all, left >= Long.BYTES ? word : word & ~(-1L << (left * Byte.SIZE)));
        }
        return all;
    }

    private static long mixed(long hash, long word) {
        long mixed = (hash ^ word) * ODD;
        return (mixed ^ (mixed >>> 29)) * ODD_TOO;
    }
}
