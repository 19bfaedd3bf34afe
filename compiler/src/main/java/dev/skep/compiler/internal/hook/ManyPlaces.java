package dev.skep.compiler.internal.hook;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.link.Link;
import java.util.ArrayList;
import java.util.List;

/** Attaches one program to many places where the kernel has no link for many: one perf event each, within bounds. */
final class ManyPlaces {
    /** Each is a descriptor and a call of perf_event_open; beyond this the process runs out of both patience and descriptors. */
    private static final int MOST_EVENTS = 512;

    private ManyPlaces() {}

    /** Makes the link to one of the places. */
    @FunctionalInterface
    interface One<P> {
        Link attach(P place);
    }

    static <P> List<Link> attach(List<P> places, KernelFeature better, One<P> one) {
        if (places.size() > MOST_EVENTS) {
            throw new UnsupportedFeatureException(
                    better.title(),
                    places.size() + " places match, and one perf event each is for " + MOST_EVENTS
                            + " at most; since Linux " + better.since() + ", here: "
                            + KernelFeatures.of(better).reason());
        }
        List<Link> links = new ArrayList<>(places.size());
        try {
            for (P place : places) links.add(one.attach(place));
            return links;
        } catch (RuntimeException e) {
            for (Link link : links) link.close();
            throw e;
        }
    }
}
