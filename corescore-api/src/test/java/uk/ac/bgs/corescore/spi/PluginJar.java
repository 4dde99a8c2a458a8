// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small plugins into jars, so that tests meet what a host meets. */
final class PluginJar {
  private final Path folder;
  private final String name;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> services = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  PluginJar(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Adds the source of a segmenter provider.
   *
   * @param type simple name of the class, in package plugin
   * @param id its id
   * @param body further members
   */
  PluginJar segmenter(String type, String id, String body) {
    return source(type, "SegmenterProvider", "uk.ac.bgs.corescore.segment.Segmenter", id, body)
        .service("SegmenterProvider", "plugin." + type);
  }

  /** Adds the source of a mask creator provider. */
  PluginJar maskCreator(String type, String id, String body) {
    return source(type, "MaskCreatorProvider", "uk.ac.bgs.corescore.mask.MaskCreator", id, body)
        .service("MaskCreatorProvider", "plugin." + type);
  }

  private PluginJar source(String type, String kind, String made, String id, String body) {
    return source(
        type,
        String.join(
            "\n",
            "package plugin;",
            "import uk.ac.bgs.corescore.spi.*;",
            "public class " + type + " implements " + kind + " {",
            "  public String id() { return \"" + id + "\"; }",
            "  public String description() { return \"A plugin of a test.\"; }",
            "  public java.util.List<OptionKey<?>> options() { return java.util.List.of(); }",
            "  public Availability availability() { return new Availability.Available(\"here\"); }",
            "  public " + made + " create(Options options) { return null; }",
            "  " + body,
            "}"));
  }

  /** Adds any source of package plugin. */
  PluginJar source(String type, String text) {
    sources.put(type, text);
    return this;
  }

  /** Adds a line to a services file. */
  PluginJar service(String kind, String line) {
    services.merge(
        "META-INF/services/uk.ac.bgs.corescore.spi." + kind, line + "\n", String::concat);
    return this;
  }

  /** Leaves a class out of the jar that the others were compiled with. */
  PluginJar without(String type) {
    leftOut.add(type + ".class");
    return this;
  }

  /** Compiles and packs. */
  Path build() {
    try {
      Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
      if (!sources.isEmpty()) {
        compile(classes);
      }
      Path jar = folder.resolve(name + ".jar");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (Map.Entry<String, String> service : services.entrySet()) {
          out.putNextEntry(new JarEntry(service.getKey()));
          out.write(service.getValue().getBytes(StandardCharsets.UTF_8));
        }
        Path plugin = classes.resolve("plugin");
        if (Files.exists(plugin)) {
          try (var files = Files.list(plugin)) {
            for (Path file : files.sorted().toList()) {
              if (!leftOut.contains(file.getFileName().toString())) {
                out.putNextEntry(new JarEntry("plugin/" + file.getFileName()));
                out.write(Files.readAllBytes(file));
              }
            }
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach(
        (type, text) ->
            units.add(
                new SimpleJavaFileObject(
                    URI.create("string:///plugin/" + type + ".java"), JavaFileObject.Kind.SOURCE) {
                  @Override
                  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                  }
                }));
    List<String> options =
        List.of(
            "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    assertTrue(compiler.getTask(null, null, null, options, null, units).call(), "it compiles");
  }

  /** A class loader that sees the API and these jars. */
  static URLClassLoader loader(Path... jars) {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      try {
        urls[i] = jars[i].toUri().toURL();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new URLClassLoader(urls, PluginJar.class.getClassLoader());
  }
}
