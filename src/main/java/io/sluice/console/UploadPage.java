package io.sluice.console;

import io.sluice.collect.SourceFiles;
import io.sluice.collect.SourceFiles.Receipt;
import io.sluice.data.ConfigException;
import io.sluice.step.StepRejected;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes in a file from the form on the first page, with the page's script or without. */
@Controller
class UploadPage {
  private static final Logger LOG = LoggerFactory.getLogger(UploadPage.class);

  private final SourceFiles sources;

  UploadPage(SourceFiles sources) {
    this.sources = sources;
  }

  @PostMapping(path = "/files", headers = "X-Requested-With=XMLHttpRequest")
  @ResponseBody
  Map<String, Object> byScript(
      @RequestParam String source, @RequestPart MultipartFile file, HttpServletRequest request)
      throws IOException {
    Receipt receipt = take(source, file, request);
    return Map.of("known", receipt.known(), "href", page(request, receipt));
  }

  @PostMapping("/files")
  String byForm(
      @RequestParam String source,
      @RequestPart MultipartFile file,
      HttpServletRequest request,
      RedirectAttributes next)
      throws IOException {
    try {
      Receipt receipt = take(source, file, request);
      return "redirect:/runs/" + receipt.run();
    } catch (StepRejected | ConfigException e) {
      next.addFlashAttribute("problem", String.valueOf(e.getMessage()));
      return "redirect:/";
    }
  }

  private Receipt take(String source, MultipartFile file, HttpServletRequest request)
      throws IOException {
    String user = String.valueOf(request.getRemoteUser());
    try (InputStream content = file.getInputStream()) {
      Receipt receipt = sources.receive(source, name(file), user, content);
      LOG.info(
          "User {} sent {} bytes by the page: run {}{}",
          user,
          file.getSize(),
          receipt.run(),
          receipt.known() ? " had them before" : "");
      return receipt;
    }
  }

  /** Without folders and control characters; what a browser sends is not to be trusted. */
  private static String name(MultipartFile file) {
    String sent = String.valueOf(file.getOriginalFilename()).replace('\\', '/');
    String last = sent.substring(sent.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "").strip();
    if (last.isEmpty() || last.equals(".") || last.equals("..")) return "upload.csv";
    return last.length() <= 200 ? last : last.substring(last.length() - 200);
  }

  private static String page(HttpServletRequest request, Receipt receipt) {
    return request.getContextPath() + "/runs/" + receipt.run();
  }
}
