/* SPDX-License-Identifier: Apache-2.0 */
package org.hummingbridge.sfu;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rooms keep to themselves: which may touch sockets, threads and clocks, and who may know whom. */
class RoomsTest {
    private static final String ROOT = "org.hummingbridge.sfu";

    private static final String[] SANS_IO = {
        ROOT + ".datagram..",
        ROOT + ".ice..",
        ROOT + ".srtp..",
        ROOT + ".sctp..",
        ROOT + ".rtp..",
        ROOT + ".receive..",
        ROOT + ".forward..",
        ROOT + ".bwe..",
        ROOT + ".red..",
        ROOT + ".rewriting..",
        ROOT + ".speech..",
        ROOT + ".spread..",
    };

    private static JavaClasses rooms;

    @BeforeAll
    static void read() {
        rooms = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void theMediaPathKnowsNoSignallingNoHttpAndNoConfiguration() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jivesoftware..",
                        "org.jxmpp..",
                        "org.jitsi.xmpp..",
                        "io.vertx..",
                        "io.netty.handler.codec.http..",
                        "java.net.http..",
                        "com.typesafe.config..",
                        "org.jitsi.config..",
                        "org.jitsi.metaconfig..",
                        "com.fasterxml.jackson..",
                        "tools.jackson..",
                        "io.micrometer..",
                        "picocli..")
                .check(rooms);
    }

    @Test
    void onlyTheNetRoomHasSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "io.netty.channel..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(Datagram|Multicast|Server)?Socket")
                .check(rooms);
    }

    @Test
    void sansIoRoomsKnowNoNetty() {
        noClasses()
                .that()
                .resideInAnyPackage(SANS_IO)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .check(rooms);
    }

    @Test
    void sansIoRoomsStartNoThreadsAndTakeNoLocks() {
        noClasses()
                .that()
                .resideInAnyPackage(SANS_IO)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.concurrent\\.(locks\\..*|.*Executor.*|.*Thread.*|.*Queue|Completable.*|Fork.*)")
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .check(rooms);
    }

    @Test
    void sansIoRoomsAreToldTheTime() {
        noClasses()
                .that()
                .resideInAnyPackage(SANS_IO)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .check(rooms);
    }

    @Test
    void sctpKnowsNoOtherRoomButTheReasonsForDrops() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".sctp..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideOutsideOfPackages(ROOT + ".sctp..", ROOT + ".datagram..")))
                .check(rooms);
    }

    @Test
    void roomsDoNotDependOnEachOtherInCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(rooms);
    }

    @Test
    void everyRoomSaysWhatMayBeNull() {
        assertThat(rooms.getPackage(ROOT).getSubpackagesInTree())
                .filteredOn(room -> !room.getClasses().isEmpty())
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
    }
}
