package dev.skep.api.compact;

import dev.skep.api.message.KprobeArgument;
import dev.skep.api.message.KprobeArgument.ArgCase;
import dev.skep.api.message.KprobeBpfAttr;
import dev.skep.api.message.KprobeBpfMap;
import dev.skep.api.message.KprobePerfEvent;
import dev.skep.api.message.KprobeSock;
import dev.skep.api.message.ProcessKprobe;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calls of kernel functions: some have a symbol and words of their own. */
final class CallText {
    /** What an architecture puts before the name of a system call's function. */
    private static final Pattern ARCHITECTURE = Pattern.compile("__(x64|x86|ia32|arm64|riscv|s390x?)_(?=sys_)");

    private static final int MAY_WRITE = 2;
    private static final int MAY_READ = 4;

    private final ProcessKprobe call;
    private final Actor actor;
    private final Line line;
    private final BitSet told = new BitSet();

    CallText(ProcessKprobe call, Actor actor, Line line) {
        this.call = call;
        this.actor = actor;
        this.line = line;
    }

    void add() {
        String function = call.getFunctionName();
        switch (ARCHITECTURE.matcher(function).replaceFirst("")) {
            case "sys_write" -> transfer("📝", "write");
            case "sys_read" -> transfer("📚", "read");
            case "fd_install" -> begin("📬", "open").value(filePath(1));
            case "sys_openat" -> begin("📬️", "openat").value(string(1));
            case "sys_open" -> begin("📬️", "open").value(string(1));
            case "sys_close" -> begin("📪", "close").value(filePath(0));
            case "sys_mount" -> begin("💾", "mount").value(string(0)).value(string(1));
            case "sys_setuid" -> begin("🔑", "setuid").value(number(0));
            case "sys_clock_settime" -> begin("⏰", "clock_settime");
            case "sys_pivot_root" -> begin("💾", "pivot_root").value(string(0)).value(string(1));
            case "proc_exec_connector" -> begin("🔧", "proc_exec_connector");
            case "sys_setns" -> begin("🔧", "setns").plain(namespace());
            case "tcp_connect" -> begin("🔌", "connect").value(connection());
            case "tcp_close" -> begin("🧹", "close").value(connection());
            case "tcp_sendmsg" ->
                begin("📤", "sendmsg")
                        .value(connection())
                        .plain("bytes "
                                + argument(1, ArgCase.INT_ARG)
                                        .map(KprobeArgument::getIntArg)
                                        .orElse(0));
            case "bpf_check" -> begin("🐝", "bpf_load").value(program());
            case "security_perf_event_alloc" -> begin("🐝", "perf_event_alloc").value(perfEvent());
            case "security_bpf_map_alloc", "security_bpf_map_create" ->
                begin("🗺", "bpf_map_create").value(map());
            case "security_file_permission" -> permission();
            case "security_mmap_file" -> mapping();
            case "security_path_truncate" -> truncated("security_path_truncate", path());
            case "security_file_truncate" -> truncated("security_file_truncate", filePath(0));
            default -> begin("❓", "syscall").plain(QuotedText.of(function));
        }
    }

    private CallText begin(String symbol, String label) {
        line.label(symbol, label, Colour.BLUE);
        actor.add(line);
        return this;
    }

    private CallText value(String text) {
        line.word(Colour.CYAN, text);
        return this;
    }

    private void plain(String text) {
        line.word(text);
    }

    private void transfer(String symbol, String label) {
        String bytes = argument(2, ArgCase.SIZE_ARG)
                .map(size -> Long.toUnsignedString(size.getSizeArg()) + " bytes")
                .orElse("");
        begin(symbol, label).value(filePath(0)).value(bytes);
    }

    private void permission() {
        if (call.getArgsCount() < 2) {
            begin("❓", "security_file_permission").value("");
            return;
        }
        switch (argument(1, ArgCase.INT_ARG).map(KprobeArgument::getIntArg).orElse(0)) {
            case MAY_WRITE -> begin("📝", "write");
            case MAY_READ -> begin("📚", "read");
            default -> {
                begin("❓", "security_file_permission");
                told.clear(1);
            }
        }
        value(filePath(0));
    }

    private void mapping() {
        if (call.getArgsCount() < 2) {
            begin("❓", "security_mmap_file").value("");
            return;
        }
        int protection =
                argument(1, ArgCase.UINT_ARG).map(KprobeArgument::getUintArg).orElse(0);
        String rights = ((protection & 1) != 0 ? "r" : "")
                + ((protection & 2) != 0 ? "w" : "")
                + ((protection & 4) != 0 ? "x" : "");
        begin("📝", "mmap-" + rights).value(filePath(0));
    }

    private void truncated(String function, String path) {
        if (call.getArgsCount() == 0) {
            begin("❓", function);
        } else {
            begin("📝", "truncate");
        }
        value(path);
    }

    /** The arguments that the words do not tell of. */
    List<KprobeArgument> untold() {
        List<KprobeArgument> untold = new ArrayList<>();
        for (int i = 0; i < call.getArgsCount(); i++) {
            if (!told.get(i)) {
                untold.add(call.getArgs(i));
            }
        }
        return untold;
    }

    /** An argument that is to be told of, if it is what it should be. */
    private Optional<KprobeArgument> argument(int index, ArgCase kind) {
        List<KprobeArgument> arguments = call.getArgsList();
        told.set(index, index < arguments.size() && arguments.get(index).getArgCase() == kind);
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }

    private String string(int index) {
        return argument(index, ArgCase.STRING_ARG)
                .map(value -> QuotedText.of(value.getStringArg()))
                .orElse("");
    }

    private String number(int index) {
        return argument(index, ArgCase.INT_ARG)
                .map(value -> Integer.toString(value.getIntArg()))
                .orElse("");
    }

    private String filePath(int index) {
        return argument(index, ArgCase.FILE_ARG)
                .map(value -> QuotedText.of(value.getFileArg().getPath()))
                .orElse("");
    }

    private String path() {
        return argument(0, ArgCase.PATH_ARG)
                .map(value -> QuotedText.of(value.getPathArg().getPath()))
                .orElse("");
    }

    private String namespace() {
        return argument(1, ArgCase.INT_ARG)
                .map(value -> NamespaceFlag.name(value.getIntArg()))
                .orElse("");
    }

    private String connection() {
        return argument(0, ArgCase.SOCK_ARG)
                .map(KprobeArgument::getSockArg)
                .map(CallText::ends)
                .orElse("");
    }

    private static String ends(KprobeSock socket) {
        return "tcp " + QuotedText.of(socket.getSaddr()) + ':' + Integer.toUnsignedString(socket.getSport()) + " -> "
                + QuotedText.of(socket.getDaddr()) + ':' + Integer.toUnsignedString(socket.getDport());
    }

    private String program() {
        return argument(0, ArgCase.BPF_ATTR_ARG)
                .map(KprobeArgument::getBpfAttrArg)
                .map((KprobeBpfAttr program) -> program.getProgType() + ' ' + QuotedText.of(program.getProgName())
                        + " instruction count " + Integer.toUnsignedString(program.getInsnCnt()))
                .orElse("");
    }

    private String perfEvent() {
        return argument(0, ArgCase.PERF_EVENT_ARG)
                .map(KprobeArgument::getPerfEventArg)
                .map((KprobePerfEvent event) -> event.getType() + ' ' + QuotedText.of(event.getKprobeFunc()))
                .orElse("");
    }

    private String map() {
        return argument(0, ArgCase.BPF_MAP_ARG)
                .map(KprobeArgument::getBpfMapArg)
                .map((KprobeBpfMap map) -> map.getMapType() + ' ' + QuotedText.of(map.getMapName()) + " key size "
                        + Integer.toUnsignedString(map.getKeySize()) + " value size "
                        + Integer.toUnsignedString(map.getValueSize()) + " max entries "
                        + Integer.toUnsignedString(map.getMaxEntries()))
                .orElse("");
    }
}
