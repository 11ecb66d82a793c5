// SPDX-License-Identifier: Apache-2.0

extension ProgramBundle {
  /// A program and everything it uses, read file by file.
  ///
  /// Problems of the texts are the parser's; a file that is not there is left out, and the parser
  /// says that it is missing.
  ///
  /// - Parameters:
  ///   - main: the name of the main program's file, without a folder.
  ///   - read: gives the text of a file, by its path relative to the folder of the main program; nil
  ///     where there is none. It is told how many bytes may still be read, and throws when the file
  ///     has more, so that no large file is read in vain.
  public static func gathered<Failure: Error>(
    main: String, read: (_ path: String, _ bytesLeft: Int) throws(Failure) -> String?
  ) throws(Failure) -> ProgramBundle {
    var bundle = ProgramBundle(main: main, files: [:])
    var left = largest
    var open = [main]
    var seen: Set<String> = [main]
    while let path = open.popLast(), bundle.files.count <= mostFiles {
      guard let text = try read(path, left) else { continue }
      bundle.files[path] = text
      left = max(0, left - text.utf8.count)
      // Read only where it may use another.
      guard text.utf8.contains("use".utf8), case .success(let document) = YamlText.compose(text)
      else {
        continue
      }
      var reader = ProgramReader(document, folder: BundlePath.folder(of: path))
      _ = reader.read()
      for use in reader.uses where seen.insert(use.path).inserted { open.append(use.path) }
    }
    return bundle
  }
}
