package dev.skep.bench.drop;

/** One way to drop packets that come in by the wire. Prepared by its maker, put up and taken down once in each round. */
interface Barrier extends AutoCloseable {
    /** Begins to drop. */
    void up();

    /** Lets everything pass. */
    void down();

    @Override
    void close();
}
