package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * The name of a file as a process gives it to a system call; told as a path.
 *
 * @param text the name
 */
public record NameArgument(TextArgument text) implements ArgumentCode.Growing {
    @Override
    public int slot() {
        return text.slot();
    }

    @Override
    public int cost() {
        return text.cost();
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        text.write(context, record, at);
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.Path(TextArgument.text(data, at), 0, 0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
