package dev.skep.security.policy.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a hook reads: one of its arguments, its return value, or data from elsewhere.
 *
 * @param index which argument of the hook, from 0; of data, which Tetragon does not use it for, as the policy has it
 * @param type what it is
 * @param source where it is read from
 * @param resolve the way from there to the value, through fields; empty: the value itself
 * @param register the register, if the source is {@link ArgumentSource#PT_REGS}
 * @param btfType the struct that the argument is taken for
 * @param btfTypeModule the kernel module that has the struct
 * @param sizeArgument which argument of the hook is the size, from 0 (the policy's {@code sizeArgIndex} counts from 1)
 * @param returnCopy whether it is read only when the function returns
 * @param maxData whether as much as can be is read, and not 4,096 bytes
 * @param label a name for events; empty: none
 * @param place where it stands
 */
public record Argument(
        int index,
        ArgumentType type,
        ArgumentSource source,
        Optional<FieldPath> resolve,
        Optional<String> register,
        Optional<String> btfType,
        Optional<String> btfTypeModule,
        OptionalInt sizeArgument,
        boolean returnCopy,
        boolean maxData,
        String label,
        Place place) {}
