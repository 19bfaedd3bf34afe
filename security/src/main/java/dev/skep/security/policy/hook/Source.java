package dev.skep.security.policy.hook;

import dev.skep.security.policy.program.AddressReader;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.StructReader;

/** Where an argument of what a policy names is found at the hook that serves it. */
public sealed interface Source {
    /**
     * At a position of what the hook passes.
     *
     * @param position the position
     */
    record Position(int position) implements Source {}

    /**
     * A number from elsewhere.
     *
     * @param reader what reads it
     */
    @SuppressWarnings("AvoidCommonTypeNames") // as the other kinds
    record Number(NumberReader reader) implements Source {}

    /**
     * A struct from elsewhere.
     *
     * @param reader what finds it
     */
    record Struct(StructReader reader) implements Source {}

    /**
     * A socket that is about to be in another state, which the function sees already.
     *
     * @param reader what finds it
     * @param state the other state
     */
    record Changing(StructReader reader, NumberReader state) implements Source {}

    /**
     * A socket that is to be connected, and the address that it is to be connected to.
     *
     * @param family {@code AF_}
     * @param type {@code SOCK_}
     * @param protocol {@code IPPROTO_}
     * @param state {@code TCP_}
     * @param mark of its packets
     * @param priority of its packets
     * @param port the port
     * @param address the address
     * @param ownPort its own port, if it is bound
     * @param own its own address, if it is bound
     */
    record Connection(
            NumberReader family,
            NumberReader type,
            NumberReader protocol,
            NumberReader state,
            NumberReader mark,
            NumberReader priority,
            NumberReader port,
            AddressReader address,
            NumberReader ownPort,
            AddressReader own)
            implements Source {}

    /**
     * What a process tells bpf(2): {@code union bpf_attr}.
     *
     * @param address where
     */
    record Attributes(NumberReader address) implements Source {}

    /**
     * The name of a file that a process gives.
     *
     * @param address where
     */
    record FileName(NumberReader address) implements Source {}

    /**
     * What a process tells perf_event_open(2): {@code struct perf_event_attr}.
     *
     * @param address where
     */
    record PerfAttributes(NumberReader address) implements Source {}

    /**
     * A file that something is done with: for who asks for the file, and for who asks for what is done (struct kiocb).
     *
     * @param file the file
     */
    record Operation(StructReader file) implements Source {}

    /**
     * Bytes of a process.
     *
     * @param address where
     * @param length how many
     */
    @SuppressWarnings("AvoidCommonTypeNames") // as the other kinds
    record Bytes(NumberReader address, NumberReader length) implements Source {}

    /**
     * Bytes of a process in several pieces: an array of struct iovec.
     *
     * @param address where the array is
     * @param count how many pieces
     */
    record Pieces(NumberReader address, NumberReader count) implements Source {}

    /**
     * Bytes in a tracepoint's record that are no number.
     *
     * @param position of the field
     * @param name as the kernel names it
     * @param size how many
     */
    record Field(int position, String name, int size) implements Source {}

    /**
     * Nowhere.
     *
     * @param reason why
     */
    record Missing(String reason) implements Source {}
}
