package dev.skep.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.JsonFormat;
import dev.skep.api.Golden;
import dev.skep.api.message.AggregationOptions;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.Process;
import dev.skep.api.message.ProcessExec;
import dev.skep.api.message.ProcessKprobe;
import dev.skep.testkit.Damage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventJsonTest {
    @Test
    void everyKindOfEventComesBackAsItWas() {
        for (GetEventsResponse event : Golden.events()) {
            assertThat(EventJson.parse(EventJson.print(event), GetEventsResponse.newBuilder())
                            .build())
                    .isEqualTo(event);
        }
    }

    @Test
    void whatIsPrintedIsWhatOthersPrintWithoutTheFieldsThatAreEmpty() {
        // The file's own order of fields is that of the messages where there is neither pod nor capability.
        for (int i : List.of(0, 4, 5, 6, 7, 8)) {
            String theirs = Golden.json().get(i).replace("\"arguments\": \"\", ", "");
            assertThat(EventJson.print(Golden.events().get(i))).isEqualTo(withoutBlanks(theirs));
        }
    }

    @Test
    void namesHaveUnderscoresAndLongNumbersAreText() {
        GetEventsResponse event = GetEventsResponse.newBuilder()
                .setProcessKprobe(ProcessKprobe.newBuilder()
                        .setFunctionName("f")
                        .addArgs(KprobeArgument.newBuilder().setSizeArg(-1))
                        .addArgs(KprobeArgument.newBuilder().setBytesArg(ByteString.copyFromUtf8("hi"))))
                .build();

        assertThat(EventJson.print(event))
                .isEqualTo(
                        "{\"process_kprobe\":{\"function_name\":\"f\",\"args\":[{\"size_arg\":\"18446744073709551615\"},"
                                + "{\"bytes_arg\":\"aGk=\"}]}}");
    }

    @Test
    void aNumberThatIsSetToZeroIsPrinted() {
        assertThat(EventJson.print(
                        Process.newBuilder().setUid(UInt32Value.of(0)).setPid(UInt32Value.of(-1))))
                .isEqualTo("{\"pid\":4294967295,\"uid\":0}");
    }

    @Test
    void charactersThatATerminalObeysAreEscaped() {
        String name = "a\u001b[2J\u007f\u0085\u202e\ud83d\ude80\udb40\udc01<&>'\"\\";
        GetEventsResponse event = GetEventsResponse.newBuilder()
                .setProcessExec(
                        ProcessExec.newBuilder().setProcess(Process.newBuilder().setBinary(name)))
                .build();

        String json = EventJson.print(event);

        assertThat(json).contains("a\\u001b[2J\\u007f\\u0085\\u202e\ud83d\ude80\\udb40\\udc01<&>'\\\"\\\\\"");
        assertThat(EventJson.parse(json, GetEventsResponse.newBuilder()).build())
                .isEqualTo(event);
    }

    @Test
    void saysTheSameAsProtobufsOwnPrinter() throws InvalidProtocolBufferException {
        GetEventsRequest request = GetEventsRequest.newBuilder()
                .setAggregationOptions(AggregationOptions.newBuilder()
                        .setWindowSize(Duration.newBuilder().setSeconds(1).setNanos(500_000_000)))
                .addFieldFilters(FieldFilter.newBuilder()
                        .setFields(FieldMask.newBuilder().addPaths("process.exec_id"))
                        .addEventSetValue(77)
                        .setInvertEventSet(BoolValue.of(false)))
                .build();
        List<Message> messages = new ArrayList<>(Golden.events());
        messages.add(request);

        for (Message message : messages) {
            Message.Builder theirs = message.newBuilderForType();
            JsonFormat.parser().merge(EventJson.print(message), theirs);
            assertThat(theirs.build()).isEqualTo(message);
        }
    }

    @Test
    void fieldsOfANewerAgentArePassedOver() {
        assertThat(EventJson.parse("{\"node_name\":\"n\",\"new_field\":{\"a\":[1]}}", GetEventsResponse.newBuilder())
                        .getNodeName())
                .isEqualTo("n");
    }

    @Test
    void whatAUserWroteIsReadStrictlyLineByLine() {
        List<Filter> filters = EventJson.parseLines(
                "{\"binary_regex\":[\"a\"]}\n\n{\"event_set\":[\"PROCESS_EXIT\"]}\n", Filter.getDefaultInstance());

        assertThat(filters).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.parseLines("{}\n{\"binary\":\"a\"}", Filter.getDefaultInstance()))
                .withMessageContaining("line 2: no JSON of a Filter");
    }

    @Test
    void damagedTextIsRefusedAndNeverBreaksTheReader() {
        String json = Golden.json().get(1);
        for (int seed = 0; seed < 2_000; seed++) {
            try {
                GetEventsResponse.Builder _ = EventJson.parse(Damage.of(json, seed), GetEventsResponse.newBuilder());
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("no JSON of a GetEventsResponse");
            }
        }
    }

    private static String withoutBlanks(String json) {
        return json.replace("\": ", "\":").replace(", \"", ",\"").replace("}, {", "},{");
    }
}
