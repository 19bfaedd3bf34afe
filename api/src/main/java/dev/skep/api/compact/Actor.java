package dev.skep.api.compact;

import dev.skep.api.message.CapabilitiesType;
import dev.skep.api.message.Process;

/** Who did it: the pod or node, the binary, and a marker for much power. */
record Actor(String node, Process process) {
    private static final String POWERFUL = "🛑 CAP_SYS_ADMIN";

    /** Adds place and binary to a line. */
    void add(Line line) {
        String place = process.hasPod()
                ? process.getPod().getNamespace() + '/' + process.getPod().getName()
                : node;
        line.word(Colour.GREEN, QuotedText.of(place)).word(Colour.MAGENTA, QuotedText.of(process.getBinary()));
    }

    /**
     * Set for a process with more effective capabilities than the number of CAP_SYS_ADMIN. That is how the format is known: it looks
     * at how many there are, not at which, so root has the marker and a process with CAP_SYS_ADMIN alone has none.
     */
    String marker() {
        int effective = process.getCap().getEffectiveCount();
        return effective > CapabilitiesType.CAP_SYS_ADMIN_VALUE ? POWERFUL : "";
    }
}
