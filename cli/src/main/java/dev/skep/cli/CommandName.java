package dev.skep.cli;

import dev.skep.cli.agent.AgentCommand;
import dev.skep.cli.agent.EventsCommand;
import dev.skep.cli.agent.StatusCommand;
import dev.skep.cli.agent.policy.PolicyAddCommand;
import dev.skep.cli.agent.policy.PolicyCheckCommand;
import dev.skep.cli.agent.policy.PolicyDeleteCommand;
import dev.skep.cli.agent.policy.PolicyExplainCommand;
import dev.skep.cli.agent.policy.PolicyListCommand;
import dev.skep.cli.agent.policy.PolicyModeCommand;
import dev.skep.cli.agent.policy.PolicyReleaseCommand;
import dev.skep.cli.agent.policy.PolicySwitchCommand;
import dev.skep.cli.command.Command;
import dev.skep.cli.doctor.DoctorCommand;
import dev.skep.cli.drop.DropAddCommand;
import dev.skep.cli.drop.DropCommand;
import dev.skep.cli.drop.DropListCommand;
import dev.skep.cli.drop.DropRecipesCommand;
import dev.skep.cli.drop.DropRemoveCommand;
import dev.skep.cli.drop.DropTestCommand;
import dev.skep.cli.drop.DropWatchCommand;
import dev.skep.cli.list.ListCommand;
import dev.skep.cli.map.MapDumpCommand;
import dev.skep.cli.run.RunCommand;
import dev.skep.cli.trace.ExecCommand;
import dev.skep.cli.trace.OpenCommand;
import java.util.List;
import java.util.Optional;

/** All commands by the words that call them. A command's class is loaded when it is the one. */
enum CommandName {
    RUN("run", "run a Java file in the kernel"),
    TRACE_OPEN("trace open", "show every file that is opened"),
    TRACE_EXEC("trace exec", "show every program that starts"),
    DROP_TEST("drop test", "show which packets of a capture would be dropped"),
    DROP_RECIPES("drop recipes", "list the packets of death that have a name"),
    DROP_LIST("drop list", "list the rules that drop packets now"),
    DROP_ADD("drop add", "add rules to a pinned skep drop"),
    DROP_REMOVE("drop remove", "end a pinned skep drop, or some of its rules"),
    DROP_WATCH("drop watch", "show what a pinned skep drop does"),
    DROP("drop", "drop packets before the network stack sees them"),
    AGENT("agent", "watch every process of this node, for clients, files and Prometheus"),
    EVENTS("events", "show what the agent sees"),
    STATUS("status", "show how the agent is"),
    POLICY_LIST("policy list", "list the policies that the agent has"),
    POLICY_ADD("policy add", "give the agent policies"),
    POLICY_DELETE("policy delete", "take policies from the agent"),
    POLICY_ENABLE("policy enable", "put policies into force that were disabled"),
    POLICY_DISABLE("policy disable", "take policies out of force, but keep them"),
    POLICY_SET_MODE("policy set-mode", "let a policy enforce, or only monitor"),
    POLICY_RELEASE("policy release", "end policies that an agent kept which does not run any more"),
    POLICY_CHECK("policy check", "say what is wrong with policies, without an agent"),
    POLICY_EXPLAIN("policy explain", "say what policies do"),
    LIST("list", "show the programs, maps and links in the kernel"),
    MAP_DUMP("map dump", "show what is in a map"),
    DOCTOR("doctor", "say what this kernel offers"),
    COMPLETION("completion", "print the completion for bash: source <(skep completion)"),
    VERSION("version", "print the version");

    private final String words;
    private final String summary;

    CommandName(String words, String summary) {
        this.words = words;
        this.summary = summary;
    }

    String words() {
        return words;
    }

    String summary() {
        return summary;
    }

    /** Number of words. */
    int length() {
        return words.indexOf(' ') < 0 ? 1 : 2;
    }

    Command create() {
        return switch (this) {
            case RUN -> new RunCommand();
            case TRACE_OPEN -> new OpenCommand();
            case TRACE_EXEC -> new ExecCommand();
            case DROP_TEST -> new DropTestCommand();
            case DROP_RECIPES -> new DropRecipesCommand();
            case DROP_LIST -> new DropListCommand();
            case DROP_ADD -> new DropAddCommand();
            case DROP_REMOVE -> new DropRemoveCommand();
            case DROP_WATCH -> new DropWatchCommand();
            case DROP -> new DropCommand();
            case AGENT -> new AgentCommand();
            case EVENTS -> new EventsCommand();
            case STATUS -> new StatusCommand();
            case POLICY_LIST -> new PolicyListCommand();
            case POLICY_ADD -> new PolicyAddCommand();
            case POLICY_DELETE -> new PolicyDeleteCommand();
            case POLICY_ENABLE -> new PolicySwitchCommand(true);
            case POLICY_DISABLE -> new PolicySwitchCommand(false);
            case POLICY_SET_MODE -> new PolicyModeCommand();
            case POLICY_RELEASE -> new PolicyReleaseCommand();
            case POLICY_CHECK -> new PolicyCheckCommand();
            case POLICY_EXPLAIN -> new PolicyExplainCommand();
            case LIST -> new ListCommand();
            case MAP_DUMP -> new MapDumpCommand();
            case DOCTOR -> new DoctorCommand();
            case COMPLETION -> new CompletionCommand();
            case VERSION -> new VersionCommand();
        };
    }

    /** The command that these arguments begin with. */
    static Optional<CommandName> of(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        String first = arguments.get(0);
        String both = arguments.size() > 1 ? first + ' ' + arguments.get(1) : first;
        for (CommandName name : values()) {
            if (name.words.equals(first) || name.words.equals(both)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether a word is the first of several commands, and none by itself. */
    static boolean isGroup(String word) {
        boolean begins = false;
        for (CommandName name : values()) {
            if (name.words.equals(word)) {
                return false;
            }
            begins |= name.words.startsWith(word + " ");
        }
        return begins;
    }
}
