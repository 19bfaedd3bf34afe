package dev.skep.compiler.internal.intrinsic;

import dev.skep.bpf.map.CgroupStorage;
import dev.skep.bpf.map.InodeStorage;
import dev.skep.bpf.map.SocketStorage;
import dev.skep.bpf.map.TaskStorage;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Callers;
import dev.skep.compiler.internal.eval.CallSite;
import dev.skep.compiler.internal.eval.IntrinsicTable;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;

/** Structs beside the kernel's objects. */
final class StorageIntrinsics {
    /** BPF_LOCAL_STORAGE_GET_F_CREATE. */
    private static final long CREATE = 1;

    private final String owner;
    private final int get;
    private final Callers callers;

    private StorageIntrinsics(String owner, int get, Callers callers) {
        this.owner = owner;
        this.get = get;
        this.callers = callers;
    }

    static void addTo(IntrinsicTable table) {
        add(table, TaskStorage.class, new StorageIntrinsics("task", 156, Callers.UNSTATED));
        add(table, InodeStorage.class, new StorageIntrinsics("inode", 145, Callers.SECURITY));
        add(table, SocketStorage.class, new StorageIntrinsics("sk", 107, Callers.UNSTATED));
        add(table, CgroupStorage.class, new StorageIntrinsics("cgrp", 210, Callers.UNSTATED));
    }

    private static void add(
            IntrinsicTable table, Class<?> type, StorageIntrinsics helpers) {
        table.add(type, "get", site -> helpers.find(site, 0));
        table.add(type, "getOrCreate", site -> helpers.find(site, CREATE));
        table.add(type, "remove", helpers::remove);
        table.addAll(type, StorageIntrinsics::userSideOnly);
    }

    private static void userSideOnly(CallSite site) {
        MapIntrinsics.userSideOnly(site, "get, getOrCreate, remove with the object");
    }

    private void find(CallSite site, long flags) {
        Value object = object(site);
        String name = "bpf_" + owner + "_storage_get";
        Value found = site.code()
                .helper(get, name, MapIntrinsics.map(site), object, Constant.of(0L), Constant.of(flags));
        site.result(MapIntrinsics.valuePointer(found, site.map()));
    }

    private void remove(CallSite site) {
        Value object = object(site);
        Value status = site.code().helper(get + 1, "bpf_" + owner + "_storage_delete", MapIntrinsics.map(site), object);
        site.result(MapIntrinsics.succeeded(site, status));
    }

    private Value object(CallSite site) {
        Class<?> type = site.evaluation().classOf(site.owner(), site.type().parameterType(0));
        if (!Struct.class.isAssignableFrom(type)) userSideOnly(site);
        HelperAvailability.checkHook(site, "bpf_" + owner + "_storage_get", callers);
        Pointer object = site.pointer(1);
        if (object.region() != Region.KERNEL_TYPED && object.region() != Region.CONTEXT) {
            throw new Refusal(
                    "this " + object.type().getSimpleName() + " is no object that the kernel holds for the program",
                    "pass what the hook's typed arguments or a helper gave, such as getCurrentTaskBtf");
        }
        return site.evaluation().materializer().value(object);
    }
}
