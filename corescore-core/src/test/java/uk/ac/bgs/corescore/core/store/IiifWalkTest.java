// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

/** Listings of the IIIF Presentation API, as servers give them. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class IiifWalkTest {
  @TempDir Path folder;
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String base = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          asked.add(path);
          String text = documents.getOrDefault(path, "404");
          int status = text.matches("\\d{3}") ? Integer.parseInt(text) : 200;
          byte[] body = (status == 200 ? text : "no").getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void document(String path, String json) {
    documents.put(path, json.replace('\'', '"').replace("BASE", base));
  }

  private StoreListing list(String path) throws IOException {
    return list(path, new ArrayList<>());
  }

  private StoreListing list(String path, List<Integer> progress) throws IOException {
    return ImageServerStore.builder(folder)
        .server(base + "/iiif")
        .attempts(2, Duration.ZERO)
        .requestsPerSecond(1000)
        .build()
        .list(base + path, progress::add);
  }

  private static String canvas3(String service) {
    return "{'type':'Canvas','items':[{'type':'AnnotationPage','items':[{'type':'Annotation',"
        + "'motivation':'painting','body':{'id':'BASE/x.jpg','type':'Image','service':"
        + service
        + "}}]}]}";
  }

  private static String manifest3(String... services) {
    List<String> canvases = new ArrayList<>();
    for (String service : services) {
      canvases.add(canvas3("[{'id':'" + service + "','type':'ImageService3'}]"));
    }
    return "{'type':'Manifest','items':[" + String.join(",", canvases) + "]}";
  }

  @Test
  void version3IsWalkedInItsOrder() throws IOException {
    document(
        "/top",
        "{'type':'Collection','items':[{'id':'BASE/m1','type':'Manifest'},"
            + "{'id':'BASE/inner','type':'Collection'},{'id':'BASE/m3','type':'Manifest'},"
            + "{'id':'BASE/m1','type':'Manifest'},{'id':'BASE/video','type':'Range'}]}");
    document("/m1", manifest3("BASE/iiif/BH1%2Fbox%201.tif", "BASE/iiif/BH1%2Fbox%202.tif"));
    document(
        "/inner",
        "{'type':'Collection','items':[{'id':'BASE/m2','type':'Manifest'},"
            + "{'id':'BASE/top','type':'Collection'}]}");
    document("/m2", manifest3("BASE/iiif/b2"));
    document("/m3", manifest3("BASE/iiif/b3", "BASE/iiif/b2"));
    List<Integer> progress = new ArrayList<>();
    StoreListing listing = list("/top", progress);
    assertEquals(List.of("BH1/box 1.tif", "BH1/box 2.tif", "b2", "b3"), listing.ids());
    assertEquals(0, listing.elsewhere());
    assertEquals(List.of(), listing.failures());
    assertEquals(List.of("/top", "/m1", "/inner", "/m2", "/m3"), asked, "each once");
    assertEquals(List.of(0, 2, 2, 3, 4), progress);
  }

  @Test
  void version2WithPagesIsWalked() throws IOException {
    document("/top", "{'@type':'sc:Collection','first':'BASE/p1','total':2}");
    document(
        "/p1",
        "{'@type':'sc:Collection','manifests':[{'@id':'BASE/m1','@type':'sc:Manifest'}],"
            + "'next':'BASE/p2'}");
    document(
        "/p2", "{'@type':'sc:Collection','members':[{'@id':'BASE/m2','@type':'sc:Manifest'}]}");
    String image =
        "{'@type':'sc:Manifest','sequences':[{'canvases':[{'images':[{'resource':%s}]}]}]}";
    document(
        "/m1",
        image.formatted(
            "{'@type':'oa:Choice','default':{'service':{'@id':'BASE/iiif/a',"
                + "'profile':'http://iiif.io/api/image/2/level1.json'}},'item':[]}"));
    document(
        "/m2",
        image.formatted(
            "{'@id':'BASE/iiif/b/full/full/0/default.jpg','service':[{'@id':'BASE/login',"
                + "'profile':'http://iiif.io/api/auth/1/login'}]}"));
    assertEquals(List.of("a", "b"), list("/top").ids());
  }

  @Test
  void oneManifestIsAListing() throws IOException {
    document("/m", manifest3("BASE/iiif/a"));
    assertEquals(List.of("a"), list("/m").ids());
  }

  @Test
  void whatIsElsewhereIsCountedAndNotAskedFor() throws IOException {
    document(
        "/top",
        "{'type':'Collection','items':[{'id':'http://127.0.0.1:1/m','type':'Manifest'},"
            + "{'id':'BASE/m','type':'Manifest'}]}");
    document("/m", manifest3("BASE/iiif/a", "BASE/other/b", "http://127.0.0.1:1/iiif/c"));
    StoreListing listing = list("/top");
    assertEquals(List.of("a"), listing.ids());
    assertEquals(3, listing.elsewhere());
    assertEquals(List.of("/top", "/m"), asked);
  }

  @Test
  void aDocumentThatCannotBeReadIsNamedAndTheRestGoesOn() throws IOException {
    document(
        "/top",
        "{'type':'Collection','items':[{'id':'BASE/gone','type':'Manifest'},"
            + "{'id':'BASE/page','type':'Manifest'},{'id':'BASE/other','type':'Manifest'},"
            + "{'id':'file:///etc/hosts','type':'Manifest'},{'id':'BASE/m','type':'Manifest'}]}");
    document("/page", "<html></html>");
    document("/other", "{'type':'Canvas'}");
    document("/m", manifest3("BASE/iiif/a"));
    StoreListing listing = list("/top");
    assertEquals(List.of("a"), listing.ids());
    assertEquals(4, listing.failures().size());
    for (String part : List.of("file:///etc/hosts", "/gone: status 200", "/page: JSON", "/other")) {
      assertTrue(listing.failures().stream().anyMatch(f -> f.contains(part)), part);
    }
  }

  @Test
  void aListingThatIsNotWholeIsNotGiven() {
    document("/top", "{'type':'Collection','items':[{'id':'BASE/m','type':'Manifest'}]}");
    documents.put("/m", "503");
    IOException failure = assertThrows(IOException.class, () -> list("/top"));
    assertTrue(String.valueOf(failure.getMessage()).contains("/m"), failure::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{'type':'Canvas'}", "no JSON", "{}"})
  void anythingElseIsRefused(String text) {
    document("/top", text);
    CoreScoreException failure = assertThrows(CoreScoreException.class, () -> list("/top"));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("IIIF Presentation API"), failure::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "top.json", "ftp://127.0.0.1/x", "http://", "http://user@host/x"})
  void otherAddressesAreRefused(String address) {
    ImageServerStore store = ImageServerStore.builder(folder).server(base + "/iiif").build();
    assertThrows(IllegalArgumentException.class, () -> store.list(address, n -> {}));
  }
}
