package io.sluice.engine.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads XML that anybody may have written: no document type, no entities, nothing from outside. */
final class SafeXml extends DefaultHandler {
  private static final int DEEPEST = 100;
  private static final int MOST = 50_000;

  private @Nullable Locator locator;
  private @Nullable Tag root;
  private @Nullable Tag current;
  private int depth;
  private int count;

  private SafeXml() {}

  /** It is no XML that is taken. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    final int line;

    Broken(String message, int line) {
      super(message);
      this.line = line;
    }
  }

  static Tag read(byte[] content) throws Broken {
    SafeXml handler = new SafeXml();
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.newSAXParser().parse(new InputSource(new ByteArrayInputStream(content)), handler);
    } catch (SAXParseException e) {
      throw new Broken(String.valueOf(e.getMessage()), e.getLineNumber());
    } catch (SAXException e) {
      throw new Broken(String.valueOf(e.getMessage()), 0);
    } catch (IOException e) {
      throw new Broken("its characters are not those that it says", 0);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("there is no safe XML parser", e);
    }
    Tag read = handler.root;
    if (read == null) throw new Broken("it is empty", 0);
    return read;
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes)
      throws SAXException {
    if (++depth > DEEPEST || ++count > MOST)
      throw new SAXException("it has more than %d levels or %,d elements".formatted(DEEPEST, MOST));
    Tag tag = new Tag(uri, local, locator == null ? 0 : locator.getLineNumber(), current);
    for (int i = 0; i < attributes.getLength(); i++) {
      String space = attributes.getURI(i);
      String name = attributes.getLocalName(i);
      tag.attributes.put(space.isEmpty() ? name : "{" + space + "}" + name, attributes.getValue(i));
    }
    if (current == null) root = tag;
    else current.children.add(tag);
    current = tag;
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    depth--;
    if (current != null) current = current.parent;
  }

  @Override
  public void characters(char[] text, int start, int length) {
    if (current != null) current.text.append(text, start, length);
  }
}
