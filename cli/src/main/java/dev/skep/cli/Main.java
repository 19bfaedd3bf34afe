package dev.skep.cli;

/** The entry point of the command {@code skep}. */
public final class Main {
    private Main() {}

    /** Prints the version for {@code --version}; exits with status 2 for anything else. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println("skep 0.1.0");
            return;
        }
        System.err.println("skep: unknown command");
        System.exit(2);
    }
}
