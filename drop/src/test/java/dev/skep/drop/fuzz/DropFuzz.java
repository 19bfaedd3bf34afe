package dev.skep.drop.fuzz;

import dev.skep.drop.packet.PacketGenerator;
import java.util.Optional;

/**
 * Generated packets under generated filters. {@code DropFuzz PACKETS SEED}: each filter meets a thousand packets. Ends with 1 at the first
 * packet about which the kernel, the JVM and the oracle disagree, as small as it can be made, with the seed that finds it again.
 */
public final class DropFuzz {
    /** How many packets one filter meets. */
    static final int PACKETS = 1_000;

    private static final int REPORT = 100_000;

    private DropFuzz() {}

    /** The first disagreement among so many packets. */
    static Optional<String> run(long packets, long seed, java.util.function.LongConsumer progress) {
        FilterGenerator filters = new FilterGenerator(seed);
        PacketGenerator generator = new PacketGenerator(seed);
        for (long done = 0; done < packets; ) {
            Expression expression = filters.next();
            try (Worlds worlds = new Worlds(expression)) {
                for (int i = 0; i < PACKETS && done < packets; i++, done++) {
                    byte[] packet = generator.next();
                    if (worlds.disagreement(packet).isPresent()) {
                        return Optional.of(Worlds.shrunk(expression, packet));
                    }
                }
            } catch (RuntimeException refused) {
                throw new IllegalStateException("filter " + expression.text(), refused);
            }
            progress.accept(done);
        }
        return Optional.empty();
    }

    /** See the class. */
    public static void main(String[] arguments) {
        long packets = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        System.out.println(packets + " packets, seed " + seed);
        Optional<String> disagreement = run(packets, seed, done -> {
            if (done % REPORT == 0) {
                System.out.println(done + " packets");
            }
        });
        disagreement.ifPresentOrElse(
                found -> System.out.println("seed " + seed + ": " + found),
                () -> System.out.println("no disagreement"));
        System.exit(disagreement.isPresent() ? 1 : 0);
    }
}
