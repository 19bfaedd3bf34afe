package dev.skep.bpf.feature;

/**
 * A version of Linux: for what changed with one and cannot be found out by trying, as {@link KernelFeatures} does.
 *
 * @param major the first number
 * @param minor the second
 */
public record KernelVersion(int major, int minor) {
    private static final KernelVersion RUNNING = of(System.getProperty("os.version", ""));

    /** The running kernel's, as uname(2) tells. */
    public static KernelVersion running() {
        return RUNNING;
    }

    /** The version that a text begins with: {@code 6.12.107+deb13-amd64}. What is missing is 0. */
    public static KernelVersion of(String text) {
        int[] numbers = new int[2];
        int at = 0;
        for (int i = 0; i < text.length() && at < numbers.length; i++) {
            char c = text.charAt(i);
            if (c == '.') at++;
            else if (Character.isDigit(c)) numbers[at] = numbers[at] * 10 + (c - '0');
            else break;
        }
        return new KernelVersion(numbers[0], numbers[1]);
    }

    /** Whether it is older than {@code other}. */
    public boolean before(KernelVersion other) {
        return major < other.major || (major == other.major && minor < other.minor);
    }

    /** {@code 6.12}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
