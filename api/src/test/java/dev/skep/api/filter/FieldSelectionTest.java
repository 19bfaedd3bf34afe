package dev.skep.api.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Golden;
import dev.skep.api.json.EventJson;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.GetEventsResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldSelectionTest {
    private static final GetEventsResponse EXEC = Golden.events().get(1);
    private static final GetEventsResponse EXIT = Golden.events().get(6);

    private static FieldSelection of(String... json) {
        return FieldSelection.of(List.of(json).stream()
                .map(text -> EventJson.parse(text, FieldFilter.newBuilder()).build())
                .toList());
    }

    @Test
    void keepsNothingButWhatIsNamed() {
        assertThat(EventJson.print(of("{\"fields\":\"process.exec_id,process.pod.name\",\"action\":\"INCLUDE\"}")
                        .apply(EXEC)))
                .isEqualTo(
                        "{\"process_exec\":{\"process\":{\"exec_id\":\"bm9kZTE6MTAwMDoxMjM=\",\"pod\":{\"name\":\"xwing\"}}},"
                                + "\"node_name\":\"node1\",\"time\":\"2026-08-01T10:00:01.123456789Z\"}");
    }

    @Test
    void leavesOutWhatIsNamed() {
        GetEventsResponse event =
                of("{\"fields\":\"process.pod,parent\",\"action\":\"EXCLUDE\"}").apply(EXEC);

        assertThat(event.getProcessExec().hasParent()).isFalse();
        assertThat(event.getProcessExec().getProcess())
                .isEqualTo(EXEC.getProcessExec().getProcess().toBuilder()
                        .clearPod()
                        .build());
    }

    @Test
    void namesInCamelCaseMeanTheSame() {
        assertThat(of("{\"fields\":\"process.execId\"}").apply(EXEC))
                .isEqualTo(of("{\"fields\":\"process.exec_id\"}").apply(EXEC));
    }

    @Test
    void concernsTheKindsOfEventsThatItNamesOrAllOthers() {
        FieldSelection exits = of("{\"event_set\":[\"PROCESS_EXIT\"],\"fields\":\"parent\",\"action\":\"EXCLUDE\"}");
        FieldSelection others = of(
                "{\"event_set\":[\"PROCESS_EXIT\"],\"invert_event_set\":true,\"fields\":\"parent\",\"action\":\"EXCLUDE\"}");

        assertThat(exits.apply(EXEC)).isEqualTo(EXEC);
        assertThat(exits.apply(EXIT).getProcessExit().hasParent()).isFalse();
        assertThat(others.apply(EXIT)).isEqualTo(EXIT);
        assertThat(others.apply(EXEC).getProcessExec().hasParent()).isFalse();
    }

    @Test
    void severalAreAppliedOneAfterTheOther() {
        assertThat(of(
                                "{\"fields\":\"process\",\"action\":\"INCLUDE\"}",
                                "{\"fields\":\"process.pod\",\"action\":\"EXCLUDE\"}")
                        .apply(EXEC)
                        .getProcessExec()
                        .getProcess()
                        .hasPod())
                .isFalse();
    }

    @Test
    void reachesIntoListsAndPassesOverNamesThatThereAreNot() {
        GetEventsResponse event = of("{\"fields\":\"args.size_arg,nothing.at.all\",\"action\":\"INCLUDE\"}")
                .apply(Golden.events().get(9));

        assertThat(event.getProcessKprobe().getArgsList()).hasSize(3);
        assertThat(event.getProcessKprobe().getArgs(0).hasFileArg()).isFalse();
        assertThat(event.getProcessKprobe().getArgs(2).getSizeArg()).isEqualTo(1234);
    }

    @Test
    void anEventWithoutContentStaysAsItIs() {
        GetEventsResponse empty =
                GetEventsResponse.newBuilder().setNodeName("n").build();

        assertThat(of("{\"fields\":\"process\"}").apply(empty)).isEqualTo(empty);
        assertThat(of().keepsAll()).isTrue();
    }
}
