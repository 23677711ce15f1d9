"""The words formats themselves use: a name of an element or an object that is one of them is nobody's."""

from __future__ import annotations

_PDF = """
A ASCII85Decode ASCIIHexDecode ActualText Adobe After Alt Annot Annots Artifact Ascent Author AvgWidth B
BBox BM BaseEncoding BaseFont Before BitsPerComponent BleedBox Block BlockQuote Bold Border Both C CA
CIDFontType0 CIDFontType2 CIDInit CIDSystemInfo CIDToGIDMap CMapName CMapType CapHeight Caption Catalog
Center CharSet Code Col ColSpan Color ColorSpace Colors Column Columns Contents Count Courier CreationDate
Creator CropBox D DW DecodeParms Desc DescendantFonts Descent Dest Dests DeviceCMYK DeviceGray DeviceRGB
Differences DisplayDocTitle Div Document E Encoding End ExtGState Extends F False Figure Filter First
FirstChar FirstPage Fit FitH FitR FitV Flags FlateDecode Font FontBBox FontDescriptor FontFamily FontFile2
FontName FontStretch FontWeight Footer Form FormType Formula G GS GoTo H H1 H2 H3 H4 H5 H6 Header Height
Helvetica I ICCBased ID Identity Image ImageB ImageC ImageI Index Info Inline Italic ItalicAngle Justify K
Keywords Kids L LBody LI Lang LangCode Last LastChar LastModified Layout Lbl Leading Length Length1
Length2 Length3 Limits Link List ListNumbering MCID MCR MCT MacRomanEncoding Mark MarkInfo Marked Mask
Matrix MaxWidth MediaBox Metadata MissingWidth ModDate N Name Names Next NonStruct Normal Note Nums O OBJR
Obj ObjStm Oblique Off On OpenAction Order Ordering Outlines P PDF PDFDocEncoding Page PageLabels
PageLayout PageMode Pages Pagination Parent ParentTree ParentTreeNextKey Part Pg Placement Predictor Prev
ProcSet Producer QuadPoints Quote R Rect Reference Registry Regular Resources Role RoleMap Roman Root
Rotate Row RowSpan Ruby S SMask Scope Sect Separation Shading ShadingType Size Span Standard Start StemH
StemV StructElem StructParent StructParents StructTreeRoot Style Subject Subtype Summary Supplement Symbol
T TBody TD TFoot TH THead TOC TOCI TR Table Tabs Text Times Title ToUnicode Top Trans Trapped TrimBox True
TrueType Type Type0 Type1 UCS URI UniqueID Unknown UseNone UseOutlines V Version ViewerPreferences W WMode
WhiteIsOne Width Widths WinAnsiEncoding X XHeight XML XObject XRef XYZ ZapfDingbats opacity
"""
_BEYOND = """
AA AF AP AcroForm CCITTFaxDecode Collection DCTDecode EF EmbeddedFile EmbeddedFiles FileAttachment
FontFile FontFile3 Form GoToE GoToR ImportData JBIG2Decode JPXDecode JS JavaScript Launch Movie OCG OCGs
OCProperties PatternType PieceInfo Rendition ResetForm RichMedia Sound SubmitForm Thread Thumb Type3
WebMedia Widget XFA
"""
_ELEMENTS = """
a abbr address article aside b base bdi bdo blockquote body br button caption circle cite clippath code
col colgroup data dd defs del desc details dfn div dl dt ellipse em fieldset figcaption figure filter
footer foreignobject form g h1 h2 h3 h4 h5 h6 head header hgroup hr html i image img input ins kbd label
legend li line lineargradient link main map mark marker mask meta metadata meter nav noscript object ol
optgroup option output p path pattern picture polygon polyline pre progress q radialgradient rect rp rt
ruby s samp script section select slot small source span stop strong style sub summary sup svg symbol
table tbody td template text textarea textpath tfoot th thead time title tr tspan u ul use var view wbr
"""
_ATTRIBUTES = """
alt charset cite class clip-path clip-rule color color-scheme cols colspan content cx cy d datetime dir
disabled dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-style font-weight
for form fx fy gradienttransform gradientunits headers height hidden href hreflang http-equiv id lang
letter-spacing loading marker-end marker-mid marker-start media name offset opacity open patternunits
points preserveaspectratio r rel role rows rowspan rx ry scope shape-rendering spreadmethod src srcset
start stop-color stop-opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit
stroke-opacity stroke-width style summary tabindex target text-anchor text-rendering textlength title
transform translate type value version viewbox width word-spacing x x1 x2 xlink:href xml:lang xml:space
xmlns xmlns:xlink y y1 y2
"""

PDF_NAMES = frozenset(_PDF.split())
"""Names with a meaning of their own in every PDF."""
PDF_BEYOND = frozenset(_BEYOND.split())
"""Names of what the app's PDFs never hold: programs, forms, files inside, photographs, layers."""
HTML_ELEMENTS = frozenset(_ELEMENTS.split())
"""Elements of web pages and drawings, in small letters."""
HTML_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
"""Attributes of web pages and drawings, in small letters; those that begin with "aria-" apart."""
