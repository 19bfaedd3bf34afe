package dev.skep.identity.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.identity.Cgroup;
import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import dev.skep.identity.Unit;
import dev.skep.identity.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    private static final Cgroup GROUP = new Cgroup(7, "/x");
    private static final Container CONTAINER =
            Container.named("0123456789abcdef", "nginx", ContainerRuntime.CONTAINERD);
    private static final Identity IN_POD = new Identity.PodContainer(
            GROUP,
            CONTAINER,
            new Pod("shop", "web-1", "u", Map.of("app", "web", "tier", "front"), Map.of(), new Workload("web", "Pod")));
    private static final Identity ALONE = new Identity.LoneContainer(GROUP, CONTAINER);
    private static final Identity UNIT = new Identity.UnitGroup(GROUP, new Unit("ssh.service", Unit.SYSTEM));
    private static final Identity PLAIN = new Identity.PlainGroup(GROUP);

    private static Selection selection(String containers, String pods, String namespaces, String labels, String units) {
        return new Selection(
                names(containers), names(pods), names(namespaces), LabelSelector.parse(labels), names(units));
    }

    private static Names names(String text) {
        return text.isEmpty() ? Names.ANY : new Names(List.of(text.split(",")));
    }

    @ParameterizedTest
    @CsvSource({
        "'','','','','', true,true,true,true",
        "nginx,'','','','', true,true,false,false",
        "'redis,nginx','','','','', true,true,false,false",
        "0123456789abcdef,'','','','', true,true,false,false",
        "0123456789ab,'','','','', true,true,false,false",
        "01234,'','','','', false,false,false,false",
        "!nginx,'','','','', false,false,false,false",
        "!redis,'','','','', true,true,false,false",
        "'',web-1,'','','', true,false,false,false",
        "'',web,'','','', false,false,false,false",
        "'','',shop,'','', true,false,false,false",
        "'','','!shop,!x','','', false,false,false,false",
        "'','','','app=web,tier!=db','', true,false,false,false",
        "'','','','app=web,tier=db','', false,false,false,false",
        "'','','','app,!canary','', true,false,false,false",
        "'','','','app==web','', true,false,false,false",
        "'','','','tier in (back, front),app','', true,false,false,false",
        "'','','','tier notin (front)','', false,false,false,false",
        "'','','','canary notin (yes),canary!=yes','', true,false,false,false",
        "'','','','','ssh', false,false,true,false",
        "'','','','','ssh.service', false,false,true,false",
        "'','','','','!ssh', false,false,false,false",
        "nginx,'',shop,'','', true,false,false,false",
        "nginx,'','','','ssh', false,false,false,false",
    })
    void choosesWhatAllRestrictionsAccept(
            String containers,
            String pods,
            String namespaces,
            String labels,
            String units,
            boolean inPod,
            boolean alone,
            boolean unit,
            boolean plain) {
        Selection selection = selection(containers, pods, namespaces, labels, units);
        assertThat(List.of(IN_POD, ALONE, UNIT, PLAIN))
                .extracting(selection::accepts)
                .containsExactly(inPod, alone, unit, plain);
        assertThat(selection.restricts()).isEqualTo(!plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a=b,", "!", "!=x", "a!b=c", ",", "a=b c", "a in b", "a in (b", "app in (a),,"})
    void labelsInNoKnownFormAreRefused(String text) {
        assertThatThrownBy(() -> LabelSelector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no label selector");
    }

    @Test
    void emptyNamesAreRefused() {
        assertThatThrownBy(() -> new Names(List.of("a", ""))).isInstanceOf(IllegalArgumentException.class);
    }
}
