package dev.skep.drop.live;

/**
 * A network device that rules are at work on.
 *
 * @param index the kernel's number of it, in its network namespace
 * @param name when the rules were attached
 */
public record DropDevice(int index, String name) {}
