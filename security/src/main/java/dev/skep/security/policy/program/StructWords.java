package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.helper.UntypedStruct;
import java.util.List;

/**
 * Numbers of one struct, whoever passes it. What reads them is a function of its own, so that hooks, policies and programs have it in common.
 *
 * @param numbers the numbers, of a context that passes {@linkplain #base the struct} alone
 */
record StructWords(List<NumberReader> numbers) {
    /** Copies. */
    StructWords {
        numbers = List.copyOf(numbers);
    }

    /** Where the numbers find the struct. */
    static StructReader base(String struct) {
        return new ArgumentStruct(0, struct);
    }

    int slot() {
        return numbers.size() * Long.BYTES;
    }

    /** Writes them one behind the other. Kernel only. */
    @NoInline
    void write(UntypedStruct struct, Bytes slot) {
        HookContext context = new StructContext(struct);
        for (int i = 0; i < numbers.size(); i++) {
            slot.u64(i * Long.BYTES, numbers.get(i).read(context));
        }
    }
}
