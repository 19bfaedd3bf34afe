package com.example.opens;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;

/** Prints, once a second, how many files each process has opened so far. Ctrl-C ends it; nothing stays in the kernel. */
public final class Main {
    private Main() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Loaded<OpenCounter> loaded = Kernel.load(new OpenCounter())) {
            while (true) {
                Thread.sleep(1000);
                System.out.println("--");
                loaded.program()
                        .opens()
                        .forEach((pid, count) -> System.out.println("process " + pid + ": " + count.value()));
            }
        }
    }
}
