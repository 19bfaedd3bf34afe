package dev.skep.bpf.inspect;

/**
 * A process that holds an object open.
 *
 * @param processId its id
 * @param command its name (comm); empty when it has ended meanwhile
 */
public record Holder(int processId, String command) {}
