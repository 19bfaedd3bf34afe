package dev.skep.compiler.interpreter;

/** A map of a kind that has no model: a program may name it, and no more. */
final class OpaqueModel extends MapModel {
    OpaqueModel(AddressSpace memory, String name) {
        super(memory, name, 0, 0);
    }

    @Override
    long lookup(byte[] key) {
        throw new Fault("no model of " + this);
    }

    @Override
    long update(byte[] key, byte[] value, long flags) {
        throw new Fault("no model of " + this);
    }

    @Override
    long delete(byte[] key) {
        throw new Fault("no model of " + this);
    }
}
