package dev.skep.compiler.fuzz;

/**
 * Tries random methods until one is treated differently somewhere. Arguments: how many methods, how many inputs each, the first seed,
 * {@code kernel} or {@code interpreter}. Exits with 1 at the first bug.
 */
public final class Fuzz {
    private Fuzz() {}

    /** The command. */
    public static void main(String[] arguments) {
        int methods = Integer.parseInt(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        boolean kernel = arguments[3].equals("kernel");
        System.out.println("seed " + seed + ", on the JVM, in the interpreter" + (kernel ? " and in the kernel" : ""));
        long start = System.nanoTime();
        Campaign campaign = new Campaign(kernel, runs, System.out::println);
        String bug = campaign.run(seed, methods);
        System.out.println(campaign.totals());
        campaign.refusals()
                .forEach((reason, seeds) -> System.out.printf(
                        "  refused %d times, as seed %d: %s%n", seeds.size(), seeds.getFirst(), reason));
        System.out.printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
        if (bug.isEmpty()) return;
        System.out.println(bug);
        System.exit(1);
    }
}
