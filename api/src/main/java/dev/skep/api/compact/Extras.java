package dev.skep.api.compact;

import dev.skep.api.message.Effect;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.ProcessKprobe;
import java.util.List;

/** What a line tells beyond the format that is known: arguments where it leaves them out, what a function returned, what an action achieved. */
final class Extras {
    private final Line line;

    Extras(Line line) {
        this.line = line;
    }

    /** Of which the line has no words yet. */
    void arguments(List<KprobeArgument> arguments) {
        for (KprobeArgument argument : arguments) {
            line.more(Colour.CYAN, ArgumentText.of(argument));
        }
    }

    void result(ProcessKprobe call) {
        if (call.hasReturn()) {
            line.more(Colour.CYAN, "= " + ArgumentText.of(call.getReturn()));
        }
    }

    void effect(GetEventsResponse event) {
        String words = words(event.getEffect());
        if (!words.isEmpty()) {
            line.more(Colour.RED, words);
        }
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case EFFECT_UNKNOWN, UNRECOGNIZED -> "";
            case OBSERVED -> "👁  only observed";
            case DENIED -> "⛔ denied";
            case KILLED_BEFORE -> "💀 killed before it took effect";
            case KILLED_AFTER -> "💀 killed, may have taken effect";
            case SIGNALLED -> "🔔 signalled";
            case CHANGED -> "🔧 changed";
            case FAILED -> "❗ action failed";
        };
    }
}
