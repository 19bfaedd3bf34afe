package dev.skep.security.policy.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Memory;
import java.util.List;

/**
 * Holds back records of a rule that are like one sent not long ago: of the same rule and scope, with the same first bytes of each argument.
 *
 * <p>What was sent is remembered in a table of fixed size by a number of all that; where two have the same place, the older is forgotten, and
 * is sent once more than it should be.
 *
 * @param rule the rule
 * @param users the rule alone
 * @param nanos how long after one the next is held back
 * @param scope whose records are counted together
 * @param parts where the arguments are
 * @param table what was sent
 */
public record Limiting(
        int rule, RuleSet users, long nanos, Scope scope, List<Part> parts, ArrayMap<Limiting.Sent> table) {
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
    public Limiting {
        parts = List.copyOf(parts);
    }

    /** Whether the record is held back; if not, it counts as sent. Kernel only. */
    boolean holdsBack(PolicyRecord record, Bytes data, long firstNumber) {
        long hash = mixed(firstNumber, rule);
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
            all = mixed(all, data.u64(part.at() + i * Long.BYTES));
        }
        return all;
    }

    private static long text(long hash, Bytes data, Part part) {
        int offset = Appendix.offset(data, part.at());
        int length = Appendix.length(data, part.at());
        long all = mixed(hash, length);
        if (offset < 0 || offset > PendingRecord.DATA - COMPARED_WORDS * Long.BYTES) {
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
