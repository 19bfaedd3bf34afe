package dev.skep.api.filter;

import dev.skep.api.message.CapFilter;
import dev.skep.api.message.CapFilterSet;
import dev.skep.api.message.CapabilitiesType;
import dev.skep.api.message.Process;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Compares the three sets of capabilities of a process with what a filter wants of each. */
record CapabilityTest(
        Predicate<Set<CapabilitiesType>> permitted,
        Predicate<Set<CapabilitiesType>> effective,
        Predicate<Set<CapabilitiesType>> inheritable)
        implements Predicate<Process> {
    /**
     * Compiles the filter.
     *
     * @throws IllegalArgumentException if a set is asked for none or several of any, all, exactly and none
     */
    static CapabilityTest of(CapFilter filter) {
        return new CapabilityTest(
                set("permitted", filter.hasPermitted(), filter.getPermitted()),
                set("effective", filter.hasEffective(), filter.getEffective()),
                set("inheritable", filter.hasInheritable(), filter.getInheritable()));
    }

    private static Predicate<Set<CapabilitiesType>> set(String name, boolean given, CapFilterSet filter) {
        if (!given) {
            return capabilities -> true;
        }
        int kinds = count(filter.getAnyList())
                + count(filter.getAllList())
                + count(filter.getExactlyList())
                + count(filter.getNoneList());
        if (kinds != 1) {
            throw new IllegalArgumentException(
                    "capabilities." + name + " takes one of any, all, exactly and none, and has " + kinds);
        }
        if (filter.getAnyCount() > 0) {
            return capabilities -> filter.getAnyList().stream().anyMatch(capabilities::contains);
        }
        if (filter.getAllCount() > 0) {
            return capabilities -> capabilities.containsAll(filter.getAllList());
        }
        if (filter.getExactlyCount() > 0) {
            Set<CapabilitiesType> exactly = EnumSet.copyOf(filter.getExactlyList());
            return capabilities -> capabilities.equals(exactly);
        }
        return capabilities -> filter.getNoneList().stream().noneMatch(capabilities::contains);
    }

    private static int count(List<CapabilitiesType> list) {
        return list.isEmpty() ? 0 : 1;
    }

    @Override
    public boolean test(Process process) {
        return process.hasCap()
                && permitted.test(of(process.getCap().getPermittedList()))
                && effective.test(of(process.getCap().getEffectiveList()))
                && inheritable.test(of(process.getCap().getInheritableList()));
    }

    private static Set<CapabilitiesType> of(List<CapabilitiesType> list) {
        Set<CapabilitiesType> set = EnumSet.noneOf(CapabilitiesType.class);
        set.addAll(list);
        return set;
    }
}
