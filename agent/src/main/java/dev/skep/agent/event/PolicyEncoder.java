package dev.skep.agent.event;

import dev.skep.api.message.StackTraceEntry;
import dev.skep.identity.Identity;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.LoaderEvent;
import dev.skep.security.policy.event.PolicyEvent;
import java.util.List;

/** Writes what policies saw. Fields come in the order of their numbers. Not safe for several threads. */
final class PolicyEncoder {
    private final JsonObject object;
    private final FamilyEncoder family;
    private final ArgumentEncoder arguments;
    private final RedactedArguments redacted;
    private final FrameMessages frames;

    PolicyEncoder(EventDetail detail, JsonObject object, FamilyEncoder family) {
        this.object = object;
        this.family = family;
        arguments = new ArgumentEncoder(object, new RightsEncoder(detail.hostNamespaces(), object));
        redacted = new RedactedArguments(detail.redaction());
        frames = new FrameMessages(detail);
    }

    void encode(PolicyEvent event, Identity identity) {
        switch (event.hook()) {
            case HookName.Kprobe(String function) -> kprobe(event, function, identity);
            case HookName.Fentry(String function) -> kprobe(event, function, identity);
            case HookName.Tracepoint hook -> tracepoint(event, hook, identity);
            case HookName.Uprobe hook -> uprobe(event, hook, identity);
            case HookName.Usdt hook -> usdt(event, hook, identity);
            case HookName.Lsm(String hook) -> lsm(event, hook, identity);
        }
    }

    void encode(LoaderEvent event, Identity identity) {
        object.object(Field.PROCESS_LOADER);
        family.process(event, identity);
        object.text(Field.PATH, event.path());
        if (event.buildId().length > 0) {
            object.base64(Field.BUILDID, event.buildId());
        }
        family.parent(event.parent());
        family.ancestors(event.ancestors());
        object.close();
    }

    private void kprobe(PolicyEvent event, String function, Identity identity) {
        begin(Field.PROCESS_KPROBE, event, identity);
        object.text(Field.FUNCTION_NAME, function);
        arguments(event);
        event.result().ifPresent(result -> {
            object.name(Field.RETURN);
            arguments.encode(redacted.of(result, binary(event)));
        });
        action(event);
        stack(Field.KERNEL_STACK_TRACE, frames.kernel(event));
        object.text(Field.POLICY_NAME, event.policy().name());
        event.returnAction()
                .ifPresent(action -> object.anyText(
                        Field.RETURN_ACTION, PolicyActions.of(action).name()));
        object.text(Field.MESSAGE, event.policy().message());
        object.texts(Field.TAGS, event.policy().tags());
        stack(Field.USER_STACK_TRACE, frames.user(event));
        family.ancestors(event.ancestors());
        data(event);
        object.close();
    }

    private void tracepoint(PolicyEvent event, HookName.Tracepoint hook, Identity identity) {
        begin(Field.PROCESS_TRACEPOINT, event, identity);
        object.text(Field.SUBSYS, hook.subsystem());
        object.text(Field.EVENT, hook.event());
        arguments(event);
        object.text(Field.POLICY_NAME, event.policy().name());
        action(event);
        object.text(Field.MESSAGE, event.policy().message());
        object.texts(Field.TAGS, event.policy().tags());
        family.ancestors(event.ancestors());
        object.close();
    }

    private void uprobe(PolicyEvent event, HookName.Uprobe hook, Identity identity) {
        begin(Field.PROCESS_UPROBE, event, identity);
        object.text(Field.PATH, hook.path());
        object.text(Field.SYMBOL, hook.symbol());
        object.text(Field.POLICY_NAME, event.policy().name());
        object.text(Field.MESSAGE, event.policy().message());
        arguments(event);
        object.texts(Field.TAGS, event.policy().tags());
        family.ancestors(event.ancestors());
        if (hook.offset() != 0) {
            object.unsignedText(Field.OFFSET, hook.offset());
        }
        if (hook.referenceCounterOffset() != 0) {
            object.unsignedText(Field.REF_CTR_OFFSET, hook.referenceCounterOffset());
        }
        action(event);
        data(event);
        object.close();
    }

    private void usdt(PolicyEvent event, HookName.Usdt hook, Identity identity) {
        begin(Field.PROCESS_USDT, event, identity);
        object.text(Field.PATH, hook.path());
        object.text(Field.PROVIDER, hook.provider());
        object.text(Field.NAME, hook.name());
        object.text(Field.POLICY_NAME, event.policy().name());
        object.text(Field.MESSAGE, event.policy().message());
        arguments(event);
        object.texts(Field.TAGS, event.policy().tags());
        family.ancestors(event.ancestors());
        action(event);
        object.close();
    }

    private void lsm(PolicyEvent event, String hook, Identity identity) {
        begin(Field.PROCESS_LSM, event, identity);
        object.text(Field.FUNCTION_NAME, hook);
        object.text(Field.POLICY_NAME, event.policy().name());
        object.text(Field.MESSAGE, event.policy().message());
        arguments(event);
        action(event);
        object.texts(Field.TAGS, event.policy().tags());
        family.ancestors(event.ancestors());
        object.text(Field.IMA_HASH, event.imageHash().orElse(""));
        object.close();
    }

    private void begin(Field field, PolicyEvent event, Identity identity) {
        object.object(field);
        family.process(event, identity);
        family.parent(event.parent());
    }

    private void arguments(PolicyEvent event) {
        arguments.encode(Field.ARGS, redacted.of(event.arguments(), binary(event)));
    }

    private void data(PolicyEvent event) {
        arguments.encode(Field.DATA, redacted.of(event.data(), binary(event)));
    }

    private void action(PolicyEvent event) {
        object.anyText(Field.ACTION, PolicyActions.of(event.action()).name());
    }

    private static String binary(PolicyEvent event) {
        return event.process().program().binary();
    }

    private void stack(Field field, List<StackTraceEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        object.name(field);
        char separator = '[';
        for (StackTraceEntry entry : entries) {
            object.bytes().add(separator);
            separator = ',';
            object.open();
            if (entry.getAddress() != 0) {
                object.unsignedText(Field.ADDRESS, entry.getAddress());
            }
            if (entry.getOffset() != 0) {
                object.unsignedText(Field.OFFSET, entry.getOffset());
            }
            object.text(Field.SYMBOL, entry.getSymbol());
            object.text(Field.MODULE, entry.getModule());
            object.close();
        }
        object.bytes().add(']');
    }
}
