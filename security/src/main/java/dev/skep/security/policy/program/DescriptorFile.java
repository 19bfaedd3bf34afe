package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.FileTable;
import dev.skep.security.kernel.TwoWords;

/**
 * The open file behind a descriptor of the process.
 *
 * @param descriptor its number
 */
public record DescriptorFile(NumberReader descriptor) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        return Memory.cast(address((int) descriptor.read(context)), "file");
    }

    private static long address(int number) {
        FileTable table = CurrentTask.get().files().fdt();
        if (Integer.compareUnsigned(number, table.max_fds()) >= 0) {
            return 0;
        }
        return Memory.cast(table.fd() + (long) Long.BYTES * number, TwoWords.class)
                .tv_sec();
    }

    @Override
    public int cost() {
        return descriptor.cost() + Cost.HELPER + 4 * Cost.LOAD;
    }

    @Override
    public String toString() {
        return "file of " + descriptor;
    }
}
