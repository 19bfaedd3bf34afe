package dev.skep.cli.agent;

import dev.skep.api.filter.EventSelection;
import dev.skep.api.filter.FieldSelection;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.cli.command.CommandFailure;
import dev.skep.cli.command.Invocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Shows events that standard input brings, one line of JSON each. */
final class PipedEvents {
    private PipedEvents() {}

    static void show(GetEventsRequest request, EventOutput output, Invocation invocation) throws IOException {
        EventSelection selection;
        try {
            selection = EventSelection.of(request.getAllowListList(), request.getDenyListList());
        } catch (IllegalArgumentException wrong) {
            throw CommandFailure.usage(wrong.getMessage());
        }
        FieldSelection fields = FieldSelection.of(request.getFieldFiltersList());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long number = 0;
        long wrong = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            GetEventsResponse event;
            try {
                event = EventJson.parse(line, GetEventsResponse.newBuilder()).build();
            } catch (IllegalArgumentException nonsense) {
                if (wrong++ == 0) {
                    invocation.say("line " + number + ": " + nonsense.getMessage());
                }
                continue;
            }
            if (selection.test(event) && !output.show(fields.apply(event))) {
                break;
            }
        }
        output.check();
        if (wrong > 1) {
            invocation.say(wrong + " of " + number + " lines were no events");
        }
    }
}
