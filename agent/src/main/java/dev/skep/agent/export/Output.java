package dev.skep.agent.export;

import dev.skep.agent.event.JsonBytes;
import java.io.IOException;

/** Where lines go. Used by one thread. */
interface Output extends AutoCloseable {
    /**
     * Writes whole lines and forgets them.
     *
     * @throws IOException if they could not be written as a whole; then none or a part of them was
     */
    void write(JsonBytes lines) throws IOException;

    @Override
    void close() throws IOException;
}
