package dev.skep.security.process;

/**
 * What a process runs.
 *
 * @param binary the file as it was named by the exec, made absolute by the current directory
 * @param arguments the command line without its first word
 * @param directory the current directory at the exec; empty if it is not known
 * @param environment variables and values, {@code NAME=value}; none unless asked for
 * @param properties what is unusual about the file
 */
public record Program(
        String binary, Arguments arguments, String directory, Arguments environment, BinaryProperties properties) {}
